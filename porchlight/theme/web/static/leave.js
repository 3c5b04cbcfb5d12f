// @ts-check
// "Leave" is a plain link. With this script the page that is left is covered at once and gives up
// its place in the browser's history, so that the Back button does not return to it.
(function () {
  "use strict";

  /** @param {Event} event */
  function leave(event) {
    event.preventDefault();
    const link = /** @type {HTMLAnchorElement} */ (event.currentTarget);
    document.documentElement.hidden = true;
    window.location.replace(link.href);
  }

  for (const link of document.querySelectorAll("[data-pl-leave]")) {
    link.addEventListener("click", leave);
  }
})();
