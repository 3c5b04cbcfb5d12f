// @ts-check
// Answers as a file: a notebook (nbformat 4.5), the same as outputs/notebook.py writes, filled in.
// A file that comes back may have been edited in Jupyter, or by someone who means harm: every part
// is checked, words stay words, and what has no place on the page is handed over as `extra`.
(function () {
  "use strict";

  const shared = /** @type {PorchLight} */ (window.porchlight);
  const { text, tools, make } = shared;
  const LARGEST = 5_000_000; // bytes; all exercises filled to the brim take less than a tenth
  const CELLS = 5000;

  /** A short fingerprint of a cell's text (FNV-1a, 32 bits), to see later whether it was edited.
   * @param {string} words */
  function printed(words) {
    let hash = 2166136261;
    for (let at = 0; at < words.length; at++) {
      hash = Math.imul(hash ^ words.charCodeAt(at), 16777619);
    }
    return (hash >>> 0).toString(16).padStart(8, "0");
  }

  /** @param {string} id @param {string} source @param {object} about @param {string} [type] */
  const cell = (id, source, about, type = "markdown") => ({
    cell_type: type,
    id,
    metadata: { porchlight: { ...about, printed: printed(source) } },
    source,
    ...(type === "code" && { execution_count: null, outputs: [] }),
  });

  /** @type {AnswerFile["build"]} */
  function build(exercises) {
    const single = exercises.size === 1;
    const cells = [];
    let number = 0;
    for (const [exercise, { title, prompts, extra }] of exercises) {
      const before = single ? "" : `E${++number}_`;
      cells.push(cell(`${before}Title`, `# ${text.tidy(title) || "Answers"}`, { title, exercise }));
      for (const [prompt, answer] of Object.entries(prompts)) {
        cells.push(cell(`${before}Q_${prompt}`, `**${text.tidy(answer.label)}**`, {}));
        cells.push(cell(before + prompt, text.write(answer), { exercise, prompt, ...answer }));
      }
      extra.forEach((answer, index) => {
        if (answer.label) {
          cells.push(cell(`${before}Q_X_${index}`, `**${text.tidy(answer.label)}** (another answer)`, {}));
        }
        cells.push(cell(`${before}X_${index}`, text.write(answer), { exercise, extra: true, ...answer }, answer.cell));
      });
    }
    const [only] = exercises.keys();
    const metadata = { porchlight: single ? { exercise: only } : {}, language_info: { name: "markdown" } };
    return { nbformat: 4, nbformat_minor: 5, metadata, cells };
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
        const { value: parsed, rest } = own === undefined ? text.parse(kind, source) : { value: own, rest: "" };
        const whole = text.check({ extra: [{ ...about, value: parsed, label: text.isText(about.label) ? about.label : question }] });
        const answer = whole?.extra[0];
        const id = text.isId(prompt) ? prompt : "";
        const label = answer?.label || question;
        const known = state(here);
        if (answer && extra) {
          known.extra.push(answer);
        } else if (answer && id && !Object.hasOwn(known.prompts, id)) {
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

  /** @type {AnswerFile["save"]} */
  function save(name, exercises) {
    const blob = new Blob([JSON.stringify(build(exercises), null, 1) + "\n"], { type: "application/x-ipynb+json" });
    const link = make("a");
    link.href = URL.createObjectURL(blob);
    link.download = `porch-light-${name}.ipynb`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    tools.say("The file is on its way to your downloads.");
  }

  /** @type {AnswerFile["onLoad"]} */
  const onLoad = (take) =>
    tools.on("load", () => {
      const input = make("input");
      input.type = "file";
      input.accept = ".ipynb,.json";
      input.addEventListener("change", async () => {
        const chosen = /** @type {File} */ (input.files?.[0]);
        try {
          if (chosen.size > LARGEST) {
            throw new Error("This file is too big to be one of answers.");
          }
          await take(read(await chosen.text()));
        } catch (error) {
          tools.say(`${/** @type {Error} */ (error).message} Nothing was changed.`);
        }
      });
      input.click();
    });

  shared.file = { build, read, save, onLoad };
})();
