// @ts-check
// A table: "grid". A row with a name begins with the row's key, whatever language the browser shows it in.
porchlight.kind(({ text, all }) => {
  /** @param {HTMLElement} part */
  const keys = (part) => all("[data-pl-row]", part).map((head) => head.dataset.plRow ?? "");
  /** @param {ParentNode} element */
  const rows = (element) => all("tbody tr", element);

  return {
    blank: [],
    valid: text.rows,
    more: { add: _("Add a row"), remove: _("Remove the last row"), holder: "tbody", size: 1 },
    read: (element, { areas }) =>
      rows(element).flatMap((row) => {
        const cells = areas(row).map((area) => area.value);
        return !keys(row).length || cells.some((cell) => cell.trim()) ? [[...keys(row), ...cells]] : [];
      }),
    show(element, value, { areas, fill }) {
      const names = keys(element).map(text.slug);
      return fill(element, value, (row, index) => {
        const place = rows(element)[names.length ? names.indexOf(text.slug(row[0])) : index];
        return [place ? areas(place) : [], names.length ? row.slice(1) : row];
      });
    },
    facts: (element, { words }) => ({ columns: all("thead th", element).map(words) }),
  };
}, "grid");
