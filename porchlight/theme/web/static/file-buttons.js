// @ts-check
// The buttons "Save to a file" and "Load a file". What makes and reads a file, answer-file.js and
// answer-read.js, is fetched when a reader first writes something: then a net that is gone later takes no
// file away. Whoever writes nothing, never fetches it.
(function () {
  "use strict";

  const shared = /** @type {PorchLight} */ (window.porchlight);
  const { tools, all, make } = shared;
  const LARGEST = 40_000_000; // bytes; whatever a browser has room to keep fits, and comes back
  const AWAY = _("The course could not be reached.");
  const [loader] = all("[data-pl-do=load]");

  /** @type {AnswerFile["save"]} */
  async function save(name, exercises) {
    const there = await tools.bring(loader);
    if (document.documentElement.hidden) {
      return; // the reader has left meanwhile
    }
    if (!there) {
      tools.say(_(`${AWAY} No file was saved. Your words are still on this page. Try again when the internet is back, or print them.`), true);
      return;
    }
    const made = JSON.stringify(shared.notebook.build(exercises), null, 1) + "\n";
    const blob = new Blob([made], { type: "application/x-ipynb+json" });
    if (blob.size > LARGEST) {
      tools.say(_("These answers are too long for one file. Nothing was saved."));
      return;
    }
    const link = make("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${name}.ipynb`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    // no browser tells a page what became of a download
    tools.say(_("The browser was asked to save the file. Look in your downloads before you close this page."));
  }

  /** @type {AnswerFile["onLoad"]} */
  function onLoad(take) {
    // in the page and for files of any kind: iPhones know neither the ending nor inputs outside the page
    const input = make("input");
    input.type = "file";
    input.hidden = true;
    document.body.append(input);
    input.addEventListener("change", async () => {
      try {
        for (const chosen of input.files ?? []) {
          if (chosen.size > LARGEST) {
            throw new Error(_("This file is too big to be one of answers."));
          }
          if (!(await tools.bring(loader))) {
            throw new Error(AWAY);
          }
          await take(shared.notebook.read(await chosen.text()));
        }
      } catch (error) {
        tools.say(`${/** @type {Error} */ (error).message} ${_("Nothing was changed.")}`);
      }
      input.value = ""; // the same file may be chosen again
    });
    tools.on("load", () => {
      tools.bring(loader);
      input.click();
    });
  }

  document.addEventListener("input", () => tools.bring(loader), { once: true });
  shared.file = { save, onLoad };
})();
