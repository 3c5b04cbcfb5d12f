// @ts-check
// What is typed in an exercise lives in the open page only. The browser asks before it is lost,
// except on "Leave", and it is cleared on the way out, so that Back does not bring it up again.
(function () {
  "use strict";

  /** @type {NodeListOf<HTMLTextAreaElement | HTMLInputElement>} */
  const fields = document.querySelectorAll("[data-pl-exercise] textarea, [data-pl-exercise] input");
  let typed = false;

  function clear() {
    for (const field of fields) {
      if (field instanceof HTMLInputElement) {
        field.checked = false;
      } else {
        field.value = "";
      }
    }
    typed = false;
  }

  for (const field of fields) {
    field.addEventListener("input", () => {
      typed = true;
    });
  }
  window.addEventListener("beforeunload", (event) => {
    if (typed && !document.documentElement.hidden) {
      event.preventDefault();
    }
  });
  window.addEventListener("pagehide", clear);
  window.addEventListener("pageshow", () => {
    document.documentElement.hidden = false;
  });
})();
