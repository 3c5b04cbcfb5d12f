// @ts-check
// Answers as a file: a notebook (nbformat 4.5), the same as editions/notebook/builder.py writes, filled in; and how a
// value looks there as Markdown. answer-read.js reads one that comes back. The two are fetched together, when
// a reader first writes something or presses a button of file-buttons.js.
(function () {
  "use strict";

  const shared = /** @type {PorchLight} */ (window.porchlight);
  const { text } = shared;

  /** A short fingerprint of a cell's text (FNV-1a, 32 bits), to see later whether it was edited.
   * @param {string} words */
  function printed(words) {
    let hash = 2166136261;
    for (let at = 0; at < words.length; at++) {
      hash = Math.imul(hash ^ words.charCodeAt(at), 16777619);
    }
    return (hash >>> 0).toString(16).padStart(8, "0");
  }

  /** @param {string} text */
  const inCell = (text) => text.replace(/\\/g, "\\\\").replace(/\|/g, "\\|").replace(/\n/g, "<br>");

  /** An answer as Markdown, in the form of the blank notebook.
   * @param {Answer} answer @returns {string} */
  function write({ kind, value, choices = [], columns = [] }) {
    if (kind === "scale") {
      return "My number: " + (value ?? "");
    }
    if (kind === "choose-one" || kind === "choose-many") {
      const chosen = /** @type {string[]} */ (Array.isArray(value) ? value : value === null ? [] : [value]);
      const all = [...choices, ...chosen.filter((one) => !choices.includes(one))];
      return all.map((one) => `- [${chosen.includes(one) ? "x" : " "}] ${one}`).join("\n");
    }
    if (!Array.isArray(value)) {
      return String(value ?? "");
    }
    const rows = /** @type {string[][]} */ (value);
    if (kind === "if-then") {
      return rows.map(([when, then]) => `- If ${inCell(when)}, then I will ${inCell(then)}`).join("\n");
    }
    const width = Math.max(columns.length, ...rows.map((row) => row.length));
    /** @param {string[]} texts */
    const line = (texts) => `| ${Array.from({ length: width }, (_, index) => texts[index] ?? "").join(" | ")} |`;
    return [line(columns), line(Array(width).fill("---")), ...rows.map((row) => line(row.map(inCell)))].join("\n");
  }

  /** @param {string} id @param {string} source @param {object} about @param {string} [type] */
  const cell = (id, source, about, type = "markdown") => ({
    cell_type: type,
    id,
    metadata: { porchlight: { ...about, printed: printed(source) } },
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
      cells.push(cell(`${before}Title`, `# ${text.tidy(title) || "Answers"}`, { title, exercise }));
      for (const [prompt, answer] of Object.entries(prompts)) {
        cells.push(cell(`${before}Q_${prompt}`, `**${text.tidy(answer.label)}**`, {}));
        cells.push(cell(before + prompt, write(answer), { exercise, prompt, ...answer }));
      }
      extra.forEach((answer, index) => {
        if (answer.label) {
          cells.push(cell(`${before}Q_X_${index}`, `**${text.tidy(answer.label)}** (another answer)`, {}));
        }
        cells.push(cell(`${before}X_${index}`, write(answer), { exercise, extra: true, ...answer }, answer.cell));
      });
    }
    const [only] = exercises.keys();
    const metadata = { porchlight: single ? { exercise: only } : {}, language_info: { name: "markdown" } };
    return { nbformat: 4, nbformat_minor: 5, metadata, cells };
  }

  shared.notebook = { build, printed, read: () => ({ exercises: new Map(), notes: [] }) };
})();
