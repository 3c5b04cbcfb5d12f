// @ts-check
// Answers that are only read: on "My answers", and words that no field of an exercise has a place for. Such words
// come from another tab, a file or an earlier version of the page.
(function () {
  "use strict";

  const shared = /** @type {PorchLight} */ (window.porchlight);
  const { text, fields = [], all, make } = shared;

  shared.display = (answer) => shared.laterKinds[answer.kind].display(answer);

  shared.beside = (state, others, changed) => {
    for (const extra of state.extra) {
      const field = fields.find((one) => one.id === extra.prompt);
      /** @param {string} words @param {() => void} [act] */
      const button = (words, act) => {
        const made = make("button", "pl-small", words);
        made.type = "button";
        made.addEventListener("click", () => {
          state.extra = state.extra.filter((one) => one !== extra);
          act?.();
          changed();
          (field?.element ?? others.parentElement)?.querySelector(/** @type {"input"} */ ("textarea, input, [data-pl-status]"))?.focus();
        });
        return made;
      };
      const box = make("div", "pl-beside", make("p", "", field ? _("Also written here:") : extra.label), shared.display(extra));
      if (field?.read().kind === extra.kind) {
        const swap = () => {
          const before = field.read();
          field.show(extra.value);
          text.beside(state, field.id, before);
        };
        box.append(button(_("Use this instead"), swap), " ");
      }
      box.append(button(_("Remove this")));
      (field?.element ?? others).append(box);
    }
    for (const answer of Object.values(state.prompts)) {
      others.append(make("div", "pl-beside", make("p", "", answer.label), shared.display(answer)));
    }
    others.hidden = !all(".pl-beside", others).length;
  };
})();
