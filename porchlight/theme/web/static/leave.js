// @ts-check
// "Leave" is a plain link. With this script the page that is left is covered at once, its fields are
// cleared, and it gives up its place in the browser's history, so that Back does not return to it.
// Three presses of Shift do the same.
(function () {
  "use strict";

  const { all } = /** @type {PorchLight} */ (window.porchlight);
  const [link] = /** @type {HTMLAnchorElement[]} */ (all("a[data-pl-leave]"));
  const PRESSES = 3;
  const WITHIN = 2000; // ms
  let gone = false;
  /** @type {number[]} */
  let presses = [];

  const go = () => location.replace(link.href);

  /** @param {Event} [event] */
  function leave(event) {
    event?.preventDefault();
    if (gone) {
      return;
    }
    gone = true;
    document.documentElement.hidden = true;
    document.title = _("Kitchen measures");
    document.dispatchEvent(new Event("pl-leave"));
    /** @type {HTMLInputElement[]} */ (all("input, textarea")).forEach((field) => {
      if (/radio|checkbox/.test(field.type)) {
        field.checked = false;
      } else {
        field.value = "";
      }
    });
    go();
    new BroadcastChannel(`pl-leave ${link.href}`).postMessage(""); // to a page of ours that closing.js left open beside
  }

  if (link) {
    link.addEventListener("click", leave);
    window.addEventListener("keydown", (event) => {
      if (event.key !== "Shift" || event.altKey || event.ctrlKey || event.metaKey) {
        presses = []; // a capital letter, or a shortcut of the system, is no press of Shift alone
      } else if (!event.repeat) {
        const now = performance.now();
        presses = [...presses.filter((at) => now - at < WITHIN), now];
        if (presses.length >= PRESSES) {
          leave();
        }
      }
    });
    window.addEventListener("pointerdown", () => {
      presses = []; // nor is Shift held for a click
    });
    // a page that comes back from the browser's memory although it was left leaves again
    window.addEventListener("pageshow", () => (gone ? go() : undefined));
  }
})();
