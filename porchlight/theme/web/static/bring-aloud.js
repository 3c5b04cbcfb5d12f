// @ts-check
// "Listen" on a page to look things up in: what reads it comes when its fold is opened. On an exercise, tools.js does so.
(function () {
  "use strict";

  const { all, make } = /** @type {PorchLight} */ (window.porchlight);
  const [fold] = all(".pl-tools [data-pl-bring]");
  const wait = () => fold.addEventListener("toggle", bring, { once: true });
  function bring() {
    const script = make("script");
    script.src = fold.dataset.plBring ?? "";
    script.onerror = wait; // the next try may be luckier
    document.head.append(script);
  }
  fold.hidden = false;
  wait();
})();
