// @ts-check
// Reads a file of answers: how Markdown becomes a value again. The file may have been edited in Jupyter, by a
// program that took its metadata away, or by someone who means harm: every part is checked, words stay words,
// and what has no place on the page is handed over as `extra`.
(function () {
  "use strict";

  const { text, kinds, laterKinds, notebook: file, fields = [] } = /** @type {PorchLight} */ (window.porchlight);
  const CELLS = 5000;

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
      throw new Error(_("This file cannot be read. It may be damaged, or of another kind."));
    }
    const { nbformat, metadata, cells } = text.parts(notebook);
    const { exercise: about } = text.parts(text.parts(metadata).porchlight);
    if (nbformat !== 4 || !Array.isArray(cells)) {
      throw new Error(_("This file is not one of answers."));
    }
    /** @type {Loaded} */
    const loaded = { exercises: new Map(), notes: [] };
    let last = text.isId(about) ? about : "";
    let question = "";
    let found = false;
    let spoiled = cells.length > CELLS;
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
        spoiled = true;
        continue;
      }
      last = here;
      pictures ||= Object.keys(text.parts(raw.attachments)).length > 0 || (Array.isArray(raw.outputs) && raw.outputs.length > 0);
      const same = file.isPrinted(source, about.printed);
      if (text.isText(title)) {
        state(here).title = title.slice(0, 300);
      }
      if (text.isKind(kind)) {
        const own = same ? kinds[kind].valid(value, about) : undefined;
        const { value: parsed, rest } = own === undefined ? laterKinds[kind].parse(source, about) : { value: own, rest: "" };
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
        found = true;
      } else if (ours) {
        lost ||= ours[1] === "Text_"; // someone may have added words: nothing tells
        found ||= ours[1] === "Q_";
      } else if (!same && source.trim()) {
        const type = raw.cell_type === "code" || raw.cell_type === "raw" ? { cell: raw.cell_type } : {};
        state(here).extra.push({ label: bare ? question : "", kind: "lines", value: source, .../** @type {{}} */ (type) });
      }
      question = /^\*\*(.+?)\*\*/.exec(source)?.[1] ?? "";
    }
    if (!found) {
      throw new Error(_("This file holds no answers of this course."));
    }
    loaded.notes = [
      spoiled && _("Some parts of the file could not be read and were left out."),
      lost && _("Another program took notes of ours out of the file. Words that you wrote between the questions are still in the file only."),
      pictures && _("Pictures in the file were left out. They are still in it."),
    ].filter(text.isText);
    return loaded;
  }

  file.read = read;
})();
