// @ts-check
// "I am …": opens the parts of a lesson that speak to this reader, who may be more than one thing, and puts
// each first in its row; the others stay a tap away. Remembered only by a reader who asked the course
// to remember their place, and never from a private page.
(function () {
  "use strict";

  const NAME = "relationship";
  const choice = /** @type {HTMLElement | null} */ (document.querySelector("[data-pl-i-am]"));
  const told = choice?.querySelector("summary span");
  const said = /** @type {HTMLElement | null} */ (document.querySelector("[data-pl-said]"));
  if (!choice || !told || !said) {
    return;
  }
  const group = document.createElement("div");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", _("I am"));
  const boxes = (choice.dataset.plIAm ?? "").split("|").map((entry) => {
    const [value, words] = entry.split("=");
    const box = Object.assign(document.createElement("input"), { type: "checkbox", value, autocomplete: "off" });
    const label = document.createElement("label");
    label.append(box, words);
    group.append(label);
    return box;
  });
  choice.append(group);
  const [nothing, link] = /** @type {[HTMLElement, HTMLAnchorElement]} */ ([...said.children]);
  const chosen = () => boxes.filter((box) => box.checked);

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

  function show() {
    const who = chosen();
    const blocks = /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("[data-pl-for]"));
    const mine = [...blocks].filter((block) => {
      const fits = (block.dataset.plFor ?? "").split(" ");
      return who.some((box) => fits.includes(box.value));
    });
    blocks.forEach((block) => {
      block.open = mine.includes(block);
    });
    [...mine].reverse().forEach(bringForward);
    /** @type {Element} */ (told).textContent = who.map((box) => box.parentElement?.textContent).join(", ") || "…";
    /** @type {HTMLElement} */ (said).hidden = !who.length;
    nothing.hidden = mine.length > 0;
    link.hidden = mine.length === 0;
    if (mine[0]) {
      mine[0].id ||= "for-you";
      link.href = `#${mine[0].id}`;
    }
  }

  const keep = window.porchlight?.keep;
  choice.addEventListener("change", () => {
    show();
    if (keep?.open("place") && document.body.dataset.plKeeps !== "no") {
      keep.write(NAME, chosen().map((box) => box.value).join(" ") || undefined);
    }
  });
  choice.hidden = false;
  if (keep?.open("place")) {
    keep.read(NAME).then((who) => {
      if (typeof who === "string" && who && !chosen().length) {
        boxes.forEach((box) => {
          box.checked = who.split(" ").includes(box.value);
        });
        show();
      }
    });
  }
})();
