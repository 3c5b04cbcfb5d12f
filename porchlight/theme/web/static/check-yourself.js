// @ts-check
// Check yourself: each choice becomes a button that brings up its own explanation. Without script
// all explanations stand in the fold below the question, which stays there with script as well.
(function () {
  "use strict";

  for (const question of document.querySelectorAll(".pl-question")) {
    const fold = /** @type {HTMLElement | null} */ (question.querySelector("details[data-pl-right]"));
    const reasons = [...(fold?.querySelectorAll("ol > li") ?? [])];
    const choices = [...question.querySelectorAll(":scope > ol > li")];
    if (!fold || reasons.length !== choices.length) {
      continue;
    }
    choices.forEach((choice, number) => {
      const button = document.createElement("button");
      const why = document.createElement("div");
      button.type = "button";
      button.className = "pl-pick";
      button.textContent = (choice.textContent ?? "").trim(); // a button may hold no link, such as a number to call
      why.className = "pl-why";
      why.setAttribute("role", "status");
      choice.replaceChildren(button, why);
      button.addEventListener("click", () => {
        const right = number === Number(fold.dataset.plRight);
        const verdict = document.createElement("strong");
        verdict.textContent = right ? "Yes, this is the best answer." : "There is a better answer.";
        button.classList.add(right ? "pl-pick--right" : "pl-pick--other");
        why.replaceChildren(verdict, " ", ...[...reasons[number].childNodes].map((part) => part.cloneNode(true)));
      });
    });
  }
})();
