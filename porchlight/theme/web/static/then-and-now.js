// @ts-check
// The check-in of the start beside its repeat: a small picture of each scale, and the same in words.
(function () {
  "use strict";

  const shared = /** @type {PorchLight} */ (window.porchlight);
  const { make } = shared;
  const SVG = "http://www.w3.org/2000/svg";
  const [WIDTH, ROW, LEFT] = [320, 44, 12];
  /** @param {number} value */
  const across = (value) => LEFT + (value / 10) * (WIDTH - 2 * LEFT);

  /** @param {string} name @param {Record<string, string | number>} attributes @param {string} [words] */
  function draw(name, attributes, words = "") {
    const element = document.createElementNS(SVG, name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, String(value)));
    element.textContent = words;
    return element;
  }

  shared.thenAndNow = (then, now) => {
    const both = Object.keys(now.prompts).flatMap((id) => {
      const [before, after] = [then.prompts[id], now.prompts[id]];
      return before && typeof before.value === "number" && typeof after.value === "number"
        ? [{ label: after.label, before: before.value, after: after.value }]
        : [];
    });
    if (!both.length) {
      return undefined;
    }
    const picture = draw("svg", { class: "pl-then-now", viewBox: `0 0 ${WIDTH} ${both.length * ROW}`, role: "img", "aria-label": _("Then and now. The same stands in words below.") });
    both.forEach(({ label, before, after }, index) => {
      const y = index * ROW + 32;
      picture.append(
        draw("text", { x: LEFT, y: y - 14 }, label),
        draw("line", { x1: across(0), x2: across(10), y1: y, y2: y, class: "pl-then-now__line" }),
        draw("line", { x1: across(before), x2: across(after), y1: y, y2: y, class: "pl-then-now__way" }),
        draw("circle", { cx: across(before), cy: y, r: 7, class: "pl-then-now__then" }),
        draw("circle", { cx: across(after), cy: y, r: 4.5, class: "pl-then-now__now" }),
      );
    });
    const rows = both.map(({ label, before, after }) => make("li", "", _(`${label}: then ${before}, now ${after}`)));
    return make(
      "figure",
      "pl-then-now-figure",
      picture,
      make("figcaption", "", _("The ring is then. The dot is now. Left is 0, right is 10. A number is no mark for you.")),
      make("ul", "", ...rows),
    );
  };

  // in the fold of an exercise that repeats another; this script comes when the fold is first opened
  const fold = /** @type {HTMLDetailsElement | null} */ (document.querySelector("[data-pl-repeats]"));
  async function show() {
    const then = shared.text.check(await shared.keep.read(`answers.${fold?.dataset.plRepeats}`));
    const prompts = Object.fromEntries(shared.fields.map((field) => [field.id, field.read()]));
    fold?.querySelector("div")?.replaceChildren(
      (then && shared.thenAndNow(then, { prompts, extra: [] })) ??
        make("p", "", _("Nothing to show yet. It needs your first numbers, kept in this browser, and new ones above.")),
    );
  }
  if (fold) {
    fold.addEventListener("toggle", show);
    show();
  }
})();
