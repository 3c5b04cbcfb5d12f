// @ts-check
// The fields of a private page: what is typed lives in the open page alone. It can be printed and, after a
// warning, saved to a file. It is never kept, whatever the reader chose elsewhere, and closing never asks.
(function () {
  "use strict";

  const shared = /** @type {PorchLight} */ (window.porchlight);
  const { text, kinds, file, fields, tools, all } = shared;
  const [article] = all("[data-pl-exercise]");
  const [panel] = all("[data-pl-file]");
  const [others] = all("[data-pl-others]");
  const exercise = article.dataset.plExercise ?? "";
  const title = text.tidy(article.querySelector("h1")?.textContent ?? "");
  /** Words of a file that no field has a place for. @type {Extra[]} */
  let extra = [];

  /** @returns {State} */
  function gather() {
    /** @type {State} */
    const state = { prompts: Object.create(null), extra };
    for (const field of fields) {
      const answer = field.read();
      if (!text.isBlank(answer)) {
        state.prompts[field.id] = answer;
      }
    }
    return state;
  }

  /** @param {State} state */
  function show(state) {
    extra = [...state.extra];
    const homes = new Set(fields.map((field) => field.id));
    for (const field of fields) {
      const wanted = state.prompts[field.id];
      const fits = wanted?.kind === field.read().kind;
      const left = field.show(fits ? wanted.value : kinds[field.read().kind].blank);
      if (wanted && (!fits || left !== undefined)) {
        extra.push({ ...wanted, prompt: field.id, value: fits ? /** @type {Value} */ (left) : wanted.value });
      }
    }
    extra.push(...Object.entries(state.prompts).filter(([id]) => !homes.has(id)).map(([, answer]) => answer));
    return list();
  }

  /** Show what no field has a place for; settles with whether it is there. */
  async function list() {
    const shown = extra;
    others.hidden = true;
    all(".pl-beside").forEach((part) => part.remove());
    if (shown.length && !(await tools.bring(others))) {
      tools.say(_("Some words of the file have no field here. They cannot be shown now, since the course could not be reached. They are still in the file."), true);
      return false;
    }
    if (shown.length && shown === extra) {
      const state = { prompts: {}, extra: shown };
      shared.beside(state, others, () => {
        extra = state.extra;
        list();
      });
    }
    return true;
  }

  const clear = () => show({ prompts: {}, extra: [] });

  tools.asks("save", () => file.save(panel.dataset.plFile ?? "page", new Map([[exercise, { title, ...gather() }]])));
  tools.asks("clear", () => {
    clear();
    tools.say(_("The fields are empty."));
  });
  file.onLoad(async ({ exercises, notes }) => {
    const mine = exercises.get(exercise);
    if (!mine) {
      throw new Error(_("This file belongs to another exercise. Open it on My answers."));
    }
    if (await show(text.merge({ prompts: {}, extra: [] }, mine, gather()))) {
      tools.say([_("The answers of the file are in the page."), ...notes].join(" "));
    }
  });
  document.addEventListener("pl-leave", clear);
  window.addEventListener("pagehide", clear); // Back finds nothing
})();
