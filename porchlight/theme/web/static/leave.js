// @ts-check
// "Leave" is a plain link. With this script the page that is left is covered at once, its fields are
// cleared, and it gives up its place in the browser's history, so that Back does not return to it.
// Three presses of Shift do the same.
(function () {
  "use strict";

  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector("[data-pl-leave]"));
  const PRESSES = 3;
  const WITHIN = 2000; // ms
  let gone = false;
  /** @type {number[]} */
  let presses = [];

  /** @param {Event} [event] */
  function leave(event) {
    event?.preventDefault();
    gone = true;
    document.documentElement.hidden = true;
    document.title = "Kitchen measures";
    document.dispatchEvent(new Event("pl-leave"));
    document.querySelectorAll("input, textarea").forEach((field) => {
      if (field instanceof HTMLInputElement && field.type !== "password") {
        field.checked = false;
      } else {
        /** @type {HTMLTextAreaElement | HTMLInputElement} */ (field).value = "";
      }
    });
    window.location.replace(/** @type {HTMLAnchorElement} */ (link).href);
  }

  if (link) {
    link.addEventListener("click", leave);
    window.addEventListener("keydown", (event) => {
      if (event.key !== "Shift") {
        presses = []; // a capital letter is no press of Shift alone
      } else if (!event.repeat) {
        const now = performance.now();
        presses = [...presses.filter((at) => now - at < WITHIN), now];
        if (presses.length >= PRESSES) {
          leave();
        }
      }
    });
    // a page that comes back from the browser's memory although it was left leaves again
    window.addEventListener("pageshow", () => (gone ? leave() : undefined));
  }
})();
