// @ts-check
// Reads a file of answers: how Markdown becomes a value again. The file may have been edited in Jupyter, or by someone who means harm: every part
// is checked, words stay words, and what has no place on the page is handed over as `extra`.
(function () {
  "use strict";

  const { text, file } = /** @type {PorchLight} */ (window.porchlight);
  const { printed } = file;
  const { valid, plain } = text;
  const CELLS = 5000;

  /** The cells of a table's line, without the bars at its ends.
   * @param {string} line */
  const cells = (line) =>
    line
      .replace(/\\\\/g, "\u0001")
      .replace(/\\\|/g, "\u0002")
      .split("|")
      .map((part) => part.trim().replace(/\u0001/g, "\\").replace(/\u0002/g, "|").replace(/<br\s*\/?>/gi, "\n"));

  /** What someone wrote into a cell by hand: the value, and the lines that are no part of it.
   * @param {string} kind @param {string} source @returns {{ value: Value | undefined, rest: string }} */
  function parse(kind, source) {
    if (kind === "short" || kind === "lines") {
      return { value: valid(kind, source), rest: "" };
    }
    const lines = plain(source).split("\n");
    /** @param {RegExp} pattern */
    const take = (pattern) => {
      const rest = lines.filter((line) => line.trim() && !pattern.test(line)).join("\n");
      const found = lines.map((line) => pattern.exec(line)).filter((match) => match !== null);
      return { found, rest };
    };
    if (kind === "scale") {
      const { found, rest } = take(/^\s*(?:my number:)?\s*(\d*)\s*$/i);
      const numbers = found.map((match) => match[1]).filter(Boolean).map(Number);
      return { value: numbers.length > 1 ? undefined : valid(kind, numbers[0] ?? null), rest };
    }
    if (kind === "choose-one" || kind === "choose-many") {
      const { found, rest } = take(/^\s*[-*+]\s*\[([^\]]?)\]\s*(.*)$/);
      const chosen = found.filter((match) => match[1].trim()).map((match) => match[2]);
      const one = chosen.length > 1 ? undefined : chosen[0] ?? null;
      return { value: valid(kind, kind === "choose-one" ? one : chosen), rest };
    }
    if (kind === "if-then") {
      const { found, rest } = take(/^\s*[-*+]\s*If\b(.*?),\s*then I will\b(.*)$/i);
      const pairs = found.map((match) => [match[1], match[2]].map((half) => cells(half.replace(/^\s*…\s*$/, "")).join("|")));
      return { value: valid(kind, pairs), rest };
    }
    const { found, rest } = take(/^\s*\|(.*?)\|?\s*$/);
    return { value: valid(kind, found.slice(2).map((match) => cells(match[1]))), rest };
  }

  /** @param {unknown} source @returns {string | undefined} */
  function joined(source) {
    const whole = Array.isArray(source) && source.every((line) => typeof line === "string") ? source.join("") : source;
    return text.isText(whole) ? whole : undefined;
  }

  /** @type {AnswerFile["read"]} */
  function read(written) {
    /** @type {unknown} */
    let notebook;
    try {
      notebook = JSON.parse(written);
    } catch {
      throw new Error("This file cannot be read. It may be damaged, or of another kind.");
    }
    const { nbformat, metadata, cells } = text.parts(notebook);
    const { exercise: about } = text.parts(text.parts(metadata).porchlight);
    if (nbformat !== 4 || !Array.isArray(cells)) {
      throw new Error("This file is not one of answers.");
    }
    /** @type {Loaded} */
    const loaded = { exercises: new Map(), notes: [] };
    let last = text.isId(about) ? about : "";
    let question = "";
    let found = 0;
    let spoiled = cells.length > CELLS ? 1 : 0;
    let pictures = false;

    /** @param {string} exercise */
    const state = (exercise) => {
      /** @type {State & { title: string }} */
      const known = loaded.exercises.get(exercise) ?? { title: "", prompts: Object.create(null), extra: [] };
      loaded.exercises.set(exercise, known);
      return known;
    };

    for (const raw of cells.slice(0, CELLS).map(text.parts)) {
      const source = joined(raw.source);
      const about = text.parts(text.parts(raw.metadata).porchlight);
      const { exercise, prompt, kind, value, extra, title } = about;
      const here = text.isId(exercise) ? exercise : last;
      if (source === undefined || !here || (exercise !== undefined && here !== exercise)) {
        spoiled += 1;
        continue;
      }
      last = here;
      pictures ||= Object.keys(text.parts(raw.attachments)).length > 0 || (Array.isArray(raw.outputs) && raw.outputs.length > 0);
      const same = about.printed === printed(source);
      if (text.isText(title)) {
        state(here).title = title.slice(0, 300);
      }
      if (text.isKind(kind)) {
        const own = same ? text.valid(kind, value) : undefined;
        const { value: parsed, rest } = own === undefined ? parse(kind, source) : { value: own, rest: "" };
        const whole = text.check({ extra: [{ ...about, value: parsed, label: text.isText(about.label) ? about.label : question }] });
        const answer = whole?.extra[0];
        const id = text.isId(prompt) ? prompt : "";
        const label = answer?.label || question;
        const known = state(here);
        if (answer && extra) {
          known.extra.push(answer);
        } else if (answer && id && !(id in known.prompts)) {
          delete answer.prompt;
          if (!text.isBlank(answer)) {
            known.prompts[id] = answer;
          }
        } else if (source.trim()) {
          known.extra.push({ label, kind: "lines", value: source });
        }
        if (answer && rest.trim()) {
          known.extra.push({ label, kind: "lines", value: rest });
        }
        found += 1;
      } else if (!same && source.trim()) {
        const type = raw.cell_type === "code" || raw.cell_type === "raw" ? { cell: raw.cell_type } : {};
        state(here).extra.push({ label: "", kind: "lines", value: source, .../** @type {{}} */ (type) });
      }
      question = /^\*\*(.+?)\*\*/.exec(source)?.[1] ?? "";
    }
    if (!found) {
      throw new Error("This file holds no answers of this course.");
    }
    if (spoiled) {
      loaded.notes.push("Some parts of the file could not be read and were left out.");
    }
    if (pictures) {
      loaded.notes.push("Pictures in the file were left out. They are still in it.");
    }
    return loaded;
  }

  file.read = read;
})();
