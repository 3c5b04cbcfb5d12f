// @ts-check
// "I am …": opens the parts of a lesson that speak to this reader and puts each first in its row;
// the others stay a tap away. Remembered only by a reader who asked the course
// to remember their place, and never from a private page.
(function () {
  "use strict";

  const NAME = "relationship";
  const choice = /** @type {HTMLElement | null} */ (document.querySelector("[data-pl-i-am]"));
  const select = choice?.querySelector("select");
  const said = /** @type {HTMLElement | null} */ (document.querySelector("[data-pl-said]"));
  if (!choice || !select || !said) {
    return;
  }
  const [nothing, link] = /** @type {[HTMLElement, HTMLAnchorElement]} */ ([...said.children]);

  /** @param {HTMLElement} block */
  function bringForward(block) {
    let first = /** @type {Element} */ (block);
    while (first.previousElementSibling?.matches("[data-pl-for]")) {
      first = first.previousElementSibling;
    }
    if (first !== block) {
      first.before(block);
    }
  }

  /** @param {string} who @param {HTMLElement} said */
  function show(who, said) {
    const blocks = /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("[data-pl-for]"));
    const mine = [...blocks].filter((block) => block.dataset.plFor === who);
    blocks.forEach((block) => {
      block.open = mine.includes(block);
    });
    mine.forEach(bringForward);
    said.hidden = !who;
    nothing.hidden = mine.length > 0;
    link.hidden = mine.length === 0;
    if (mine[0]) {
      mine[0].id ||= "for-you";
      link.href = `#${mine[0].id}`;
    }
  }

  const keep = window.porchlight?.keep;
  select.addEventListener("change", () => {
    show(select.value, said);
    if (keep?.open("place") && document.body.dataset.plKeeps !== "no") {
      keep.write(NAME, select.value || undefined);
    }
  });
  choice.hidden = false;
  if (keep?.open("place")) {
    keep.read(NAME).then((who) => {
      if (typeof who === "string" && who && !select.value) {
        select.value = who;
        show(select.value, said);
      }
    });
  }
})();
