// @ts-check
// Words of any length: "short" and "lines".
porchlight.kind(({ text }) => ({
  blank: "",
  valid: (value) => (text.isText(value) ? text.plain(value) : undefined),
  read: (element, { areas }) => areas(element)[0].value,
  show: (element, value, { areas }) => void (areas(element)[0].value = /** @type {string} */ (value)),
}), "short", "lines");
