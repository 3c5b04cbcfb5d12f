// @ts-check
// Reads a file of answers: how Markdown becomes a value again. The file may have been edited in Jupyter, by a
// program that took its metadata away, or by someone who means harm: every part is checked, words stay words,
// and what has no place on the page is handed over as `extra`.
(function () {
  "use strict";

  const { text, notebook: file, fields = [] } = /** @type {PorchLight} */ (window.porchlight);
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

  /** @param {unknown} list */
  const texts = (list) => (Array.isArray(list) ? list.filter(text.isText).map(text.tidy) : []);

  /** What someone wrote into a cell by hand: the value, and the lines that are neither part of it nor printed.
   * @param {string} kind @param {string} source @param {Record<string, unknown>} about the cell's
   * @returns {{ value: Value | undefined, rest: string }} */
  function parse(kind, source, { choices, columns, printed: before }) {
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
      const unmarked = printed(source.replace(/^(\s*[-*+]\s*\[)[^\]]?\]/gm, "$1 ]")) === before; // only marks were set
      const known = texts(choices);
      const more = found.filter((match) => !match[1].trim() && !unmarked && !known.includes(text.tidy(match[2]))).map((match) => match[0]);
      const chosen = found.filter((match) => match[1].trim()).map((match) => match[2]);
      const one = chosen.length > 1 ? undefined : chosen[0] ?? null;
      return { value: valid(kind, kind === "choose-one" ? one : chosen), rest: [...more, rest].join("\n") };
    }
    if (kind === "if-then") {
      const { found, rest } = take(/^\s*[-*+]\s*If\b(.*?),\s*then I will\b(.*)$/i);
      const pairs = found.map((match) => [match[1], match[2]].map((half) => cells(half.replace(/^\s*…\s*$/, "")).join("|")));
      return { value: valid(kind, pairs), rest };
    }
    const { found, rest } = take(/^\s*\|(.*?)\|?\s*$/);
    const rows = found.map((match) => cells(match[1]));
    const headed = rows.length > 1 && rows[1].every((one) => /^:?-+:?$/.test(one));
    const titles = texts(columns);
    const head = headed && titles.length && rows[0].some((one, index) => text.tidy(one) !== (titles[index] ?? "")) ? found[0][0] : "";
    return { value: valid(kind, headed ? rows.slice(2) : rows), rest: [head, rest].join("\n") };
  }

  /** @param {unknown} source @returns {string | undefined} */
  function joined(source) {
    const whole = Array.isArray(source) && source.every((line) => typeof line === "string") ? source.join("") : source;
    return text.isText(whole) ? whole : undefined;
  }

  /** @type {Notebook["read"]} */
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
    let lost = false;
    const page = document.querySelector("[data-pl-exercise]")?.getAttribute("data-pl-exercise");

    /** @param {string} exercise */
    const state = (exercise) => {
      /** @type {State & { title: string }} */
      const known = loaded.exercises.get(exercise) ?? { title: "", prompts: Object.create(null), extra: [] };
      loaded.exercises.set(exercise, known);
      return known;
    };

    for (const raw of cells.slice(0, CELLS).map(text.parts)) {
      const source = joined(raw.source);
      const written = text.parts(raw.metadata).porchlight;
      const bare = !written && /^\{/.test(JSON.stringify(raw.metadata) ?? "");
      const { exercise, prompt = bare ? raw.id : "", value, extra, title } = text.parts(written);
      const here = text.isId(exercise) ? exercise : last;
      // what the file does not say of a cell, the field of its id does
      const field = extra || here !== page ? undefined : fields.find((one) => one.id === prompt)?.read();
      const about = Object.assign(text.parts(field), { value: undefined }, text.parts(written));
      const { kind } = about;
      const ours = !bare ? null : /^(?:E\d+_)?(Q_|Title$|Text_)/.exec(text.isText(raw.id) ? raw.id : "");
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
        const { value: parsed, rest } = own === undefined ? parse(kind, source, about) : { value: own, rest: "" };
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
          known.extra.push({ label, kind: "lines", value: rest.trim() });
        }
        found += 1;
      } else if (ours) {
        lost ||= ours[1] === "Text_"; // someone may have added words: nothing tells
        found += ours[1] === "Q_" ? 1 : 0;
      } else if (!same && source.trim()) {
        const type = raw.cell_type === "code" || raw.cell_type === "raw" ? { cell: raw.cell_type } : {};
        state(here).extra.push({ label: bare ? question : "", kind: "lines", value: source, .../** @type {{}} */ (type) });
      }
      question = /^\*\*(.+?)\*\*/.exec(source)?.[1] ?? "";
    }
    if (!found) {
      throw new Error("This file holds no answers of this course.");
    }
    if (spoiled) {
      loaded.notes.push("Some parts of the file could not be read and were left out.");
    }
    if (lost) {
      loaded.notes.push("Another program took notes of ours out of the file. Words that you wrote between the questions are still in the file only.");
    }
    if (pictures) {
      loaded.notes.push("Pictures in the file were left out. They are still in it.");
    }
    return loaded;
  }

  file.read = read;
})();
