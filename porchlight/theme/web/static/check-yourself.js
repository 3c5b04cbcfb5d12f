// @ts-check
// Check yourself: each choice becomes a button that brings up its own explanation. Without script
// all explanations stand in the fold below the question, which stays there with script as well.
(function () {
  "use strict";

  const { all, make } = /** @type {PorchLight} */ (window.porchlight);

  for (const fold of all(".pl-question details[data-pl-right]")) {
    const reasons = all("ol > li", fold);
    const question = /** @type {HTMLElement} */ (fold.closest(".pl-question"));
    const [words] = all(".pl-question-words", question);
    const choices = all(":scope > ol > li", question);
    /** @type {HTMLElement[]} */
    const buttons = [];
    // heard with each choice
    words.id = words.id || `asked_${all(".pl-question").indexOf(question)}`;
    question.setAttribute("role", "group");
    question.setAttribute("aria-labelledby", words.id);
    choices.forEach((choice, number) => {
      // its text only: a button may hold no link, such as a number to call
      const button = make("button", "pl-pick", (choice.textContent ?? "").trim());
      const why = make("div", "pl-why");
      button.type = "button";
      buttons.push(button);
      why.setAttribute("role", "status");
      choice.replaceChildren(button, why);
      button.addEventListener("click", () => {
        const right = number === Number(fold.dataset.plRight);
        const verdict = make("strong", "", right ? _("Yes, this is the best answer.") : _("There is a better answer."));
        buttons.forEach((one) => one.setAttribute("aria-pressed", String(one === button)));
        button.classList.add(right ? "pl-pick--right" : "pl-pick--other");
        why.replaceChildren(verdict, " ", ...reasons[number].cloneNode(true).childNodes);
      });
    });
  }
})();
