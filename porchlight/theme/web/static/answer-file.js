// @ts-check
// Answers as a file: a notebook (nbformat 4.5), the same as editions/notebook/builder.py writes, filled in; and how a
// value looks there as Markdown. answer-read.js reads one that comes back. The two are fetched together, when
// a reader first writes something or presses a button of file-buttons.js.
(function () {
  "use strict";

  const shared = /** @type {PorchLight} */ (window.porchlight);
  const { text } = shared;
  const kinds = (shared.laterKinds = Object.create(null));
  shared.later = (make, ...names) => names.forEach((name) => (kinds[name] = make(shared, name)));

  /** Files of version 0.1 carry FNV-1a, 32 bits, in place of a cell's text. @type {Notebook["isPrinted"]} */
  const isPrinted = (source, printed) =>
    printed === source ||
    +`0x${printed}` ===
      source.split("").reduce((hash, sign) => Math.imul(hash ^ sign.charCodeAt(0), 16777619), 2166136261) >>> 0;

  /** @param {string} text */
  const inCell = (text) => text.replace(/\\/g, "\\\\").replace(/\|/g, "\\|").replace(/\n/g, "<br>");

  /** The cells of a table's line, without the bars at its ends. @param {string} line */
  const cells = (line) =>
    line
      .replace(/\\\\/g, "\u0001")
      .replace(/\\\|/g, "\u0002")
      .split("|")
      .map((part) => part.trim().replace(/\u0001/g, "\\").replace(/\u0002/g, "|").replace(/<br\s*\/?>/gi, "\n"));

  /** The lines of a cell that fit a pattern, and the others. @param {string} source @param {RegExp} pattern */
  function take(source, pattern) {
    const lines = text.plain(source).split("\n");
    const rest = lines.filter((line) => line.trim() && !pattern.test(line)).join("\n");
    const found = lines.map((line) => pattern.exec(line)).filter((match) => match !== null);
    return { found, rest };
  }

  /** A cell with its text a second time, to see later whether it was edited.
   * @param {string} id @param {string} source @param {object} about @param {string} [type] */
  const cell = (id, source, about, type = "markdown") => ({
    cell_type: type,
    id,
    metadata: { porchlight: { ...about, printed: source } },
    source,
    ...(type === "code" && { execution_count: null, outputs: [] }),
  });

  /** @type {Notebook["build"]} */
  function build(exercises) {
    const single = exercises.size === 1;
    const cells = [];
    let number = 0;
    for (const [exercise, { title, prompts, extra }] of exercises) {
      const before = single ? "" : `E${++number}_`;
      cells.push(cell(`${before}Title`, `# ${text.tidy(title) || _("Answers")}`, { title, exercise }));
      for (const [prompt, answer] of Object.entries(prompts)) {
        cells.push(cell(`${before}Q_${prompt}`, `**${text.tidy(answer.label)}**`, {}));
        cells.push(cell(before + prompt, kinds[answer.kind].write(answer), { exercise, prompt, ...answer }));
      }
      extra.forEach((answer, index) => {
        if (answer.label) {
          cells.push(cell(`${before}Q_X_${index}`, `**${text.tidy(answer.label)}** ${_("(another answer)")}`, {}));
        }
        cells.push(cell(`${before}X_${index}`, kinds[answer.kind].write(answer), { exercise, extra: true, ...answer }, answer.cell));
      });
    }
    const [only] = exercises.keys();
    const metadata = { porchlight: single ? { exercise: only } : {}, language_info: { name: "markdown" } };
    return { nbformat: 4, nbformat_minor: 5, metadata, cells };
  }

  shared.notebook = { build, cells, inCell, isPrinted, take, read: () => ({ exercises: new Map(), notes: [] }) };
})();
