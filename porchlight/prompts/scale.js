// @ts-check
// A number from 0 to 10: "scale".
porchlight.kind(({ all }) => ({
  blank: null,
  valid: (value) => ([null, ...Array(11).keys()].includes(/** @type {any} */ (value)) ? /** @type {Value} */ (value) : undefined),
  read: (element, { checked }) => checked(element).map(Number)[0] ?? null,
  show: (element, value, { check }) => (check(element, value).length ? value : undefined),
  facts(element, { words }) {
    const [low, high] = all(".pl-scale__ends span", element).map((end) => words(end).replace(/^\d+ = /, ""));
    return { low, high };
  },
}), "scale");
