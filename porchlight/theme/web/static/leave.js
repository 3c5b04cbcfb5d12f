// @ts-check
// "Leave" is a plain link. With this script the page that is left also gives up its place in the
// browser's history, so that the Back button does not return to it. The page and the words typed
// in it are hidden and cleared first.
(function () {
  "use strict";

  /** @param {Event} event */
  function leave(event) {
    event.preventDefault();
    const link = /** @type {HTMLAnchorElement} */ (event.currentTarget);
    document.documentElement.hidden = true;
    for (const field of document.querySelectorAll("textarea, input")) {
      const input = /** @type {HTMLInputElement} */ (field);
      input.value = "";
      input.checked = false;
    }
    window.location.replace(link.href);
  }

  for (const link of document.querySelectorAll("[data-pl-leave]")) {
    link.addEventListener("click", leave);
  }
})();
