// @ts-check
// "Listen" on an exercise and on a page to look things up in: fetched with listen.js when its fold is opened. The
// buttons that it needs, and how a voice should say a form or a table. What is typed or marked is never said.
(function () {
  "use strict";

  const { all, make } = /** @type {PorchLight} */ (window.porchlight);
  const [fold] = /** @type {HTMLDetailsElement[]} */ (all(".pl-tools [data-pl-bring]"));

  /** @param {string} words */
  const button = (words) => {
    const one = make("button", "pl-tool", words);
    one.type = "button";
    return one;
  };
  const [play, pause, stop] = [button(_("Listen")), button(_("Pause")), button(_("Stop"))];
  pause.dataset.plPause = _("Pause");
  pause.dataset.plGoOn = _("Go on");
  const speed = make("select", "", new Option(_("slow"), ".8"), new Option(_("normal"), "1", true, true), new Option(_("fast"), "1.3"));
  speed.autocomplete = "off";
  const box = make("div", "pl-listen", play, pause, stop, make("label", "pl-tool", _("Speed"), " ", speed));
  box.dataset.plListen = "";
  box.hidden = true; // listen.js shows it when it has a voice
  fold.append(box, make("p", "", _("This device has no voice of its own that can read this page.")));

  /** The words of a part, without the numbers of its notes. @param {Element} part */
  function wordsOf(part) {
    const copy = /** @type {Element} */ (part.cloneNode(true));
    all("sup", copy).forEach((number) => number.remove());
    return (copy.textContent ?? "").replace(/\s+/g, " ").trim();
  }
  /** @param {string} selector @param {(part: HTMLElement) => string} words */
  const say = (selector, words) =>
    all(selector).forEach((part) => {
      part.dataset.plAloud = words(part);
    });
  say(".pl-field__label", wordsOf);
  say(".pl-choice", (choice) => (choice.previousElementSibling?.matches(".pl-choice") ? "" : `${_("Choices:")} `) + wordsOf(choice));
  say(".pl-scale__ends", (ends) => `${_("From 0 to 10.")} ${[...ends.children].map(wordsOf).join(". ")}.`);
  say(".pl-grid", (table) => `${_("Columns:")} ${all("thead th", table).map(wordsOf).join("; ")}.`);
  say(".pl-pairs", (plans) => all("label", plans).slice(0, 2).map((half) => `${wordsOf(half)} …`).join(" "));
  say(".pl-grid thead th", () => " "); // said with the table, for a narrow screen does not show them
  say(".pl-letters, .pl-needs p", () => " "); // they only lead to what is said below
  say(".pl-steps p:first-child", (step) => [...step.children].filter((part) => !part.matches(".pl-mark")).map(wordsOf).join(". "));
  say(".pl-stack td[data-pl-column]", (cell) => (cell.querySelector("p, li") ? "" : `${cell.dataset.plColumn}: ${wordsOf(cell)}`));

  /** Read at once, for that was asked; the buttons then stand where the fold was. */
  function begin() {
    if (fold.open && fold.isConnected && !box.hidden) {
      fold.replaceWith(box);
      play.click();
    }
  }
  fold.addEventListener("toggle", begin); // it may have been closed while the script was coming
  queueMicrotask(() => { // when listen.js, in the same file, has looked for a voice
    begin();
    window.speechSynthesis?.addEventListener?.("voiceschanged", begin);
  });
  // nobody who writes, or speaks to a keyboard that listens, is talked over
  document.addEventListener("input", ({ target }) => {
    if (target !== speed && !pause.hidden && pause.textContent === pause.dataset.plPause) {
      pause.click();
    }
  });
})();
