// @ts-check
// Answers as a file: a notebook (nbformat 4.5), the same as outputs/notebook.py writes, filled in.
// answer-read.js reads one that comes back; it is fetched when a reader chooses a file.
(function () {
  "use strict";

  const shared = /** @type {PorchLight} */ (window.porchlight);
  const { text, tools, make } = shared;
  const LARGEST = 40_000_000; // bytes; whatever a browser has room to keep fits, and comes back

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

  /** @type {AnswerFile["save"]} */
  function save(name, exercises) {
    const blob = new Blob([JSON.stringify(build(exercises), null, 1) + "\n"], { type: "application/x-ipynb+json" });
    if (blob.size > LARGEST) {
      tools.say("These answers are too long for one file. Nothing was saved.");
      return;
    }
    const link = make("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${name}.ipynb`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    // no browser tells a page what became of a download
    tools.say("The browser was asked to save the file. Look in your downloads before you close this page.");
  }

  /** @type {AnswerFile["onLoad"]} */
  function onLoad(take) {
    // in the page and for files of any kind: iPhones know neither the ending nor inputs outside the page
    const input = make("input");
    input.type = "file";
    input.hidden = true;
    document.body.append(input);
    /** @type {Promise<unknown>} */
    let reader;
    input.addEventListener("change", async () => {
      try {
        for (const chosen of input.files ?? []) {
          if (chosen.size > LARGEST) {
            throw new Error("This file is too big to be one of answers.");
          }
          await reader;
          await take(shared.file.read(await chosen.text()));
        }
      } catch (error) {
        tools.say(`${/** @type {Error} */ (error).message} Nothing was changed.`);
      }
      input.value = ""; // the same file may be chosen again
    });
    tools.on("load", (button) => {
      reader = tools.bring(button);
      input.click();
    });
  }

  shared.file = { build, printed, read: () => { throw new Error("The course could not be reached."); }, save, onLoad };
})();
