// @ts-check
// Plans of two halves: "if-then".
porchlight.kind(({ text }) => ({
  blank: [],
  valid: (value) => (text.rows(value)?.every((row) => row.length === 2) ? text.rows(value) : undefined),
  more: { add: _("Add a plan"), remove: _("Remove the last plan"), holder: ".pl-pairs", size: 4 }, // two labels, two areas
  read(element, { areas }) {
    const halves = areas(element).map((area) => area.value);
    return halves.flatMap((half, index) => (index % 2 ? [[halves[index - 1], half]] : []));
  },
  show: (element, value, { areas, fill }) => fill(element, value, (row, index) => [areas(element).slice(2 * index, 2 * index + 2), row]),
}), "if-then");
