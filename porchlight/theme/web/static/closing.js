// @ts-check
// When a page with words that are not kept is about to close: the browser asks first, but never on the way
// to help, never for a call, and never when the reader leaves.
(function () {
  "use strict";

  const shared = /** @type {PorchLight} */ (window.porchlight);
  const { all } = shared;

  let called = 0; // when a number was pressed: a call leaves the page open, though browsers ask as if it did not
  all("a[href^='tel:'], a[href^='sms:']").forEach((link) => link.addEventListener("click", () => (called = Date.now())));
  window.addEventListener("beforeunload", (event) => {
    if (shared.atRisk() && Date.now() - called > 2000) {
      event.preventDefault();
    }
  });
  // help must never wait for an answer to that: it opens beside the page instead, which goes when the other is left
  const [help] = /** @type {HTMLAnchorElement[]} */ (all(".pl-button--help"));
  /** @type {HTMLAnchorElement[]} */ (all("a")).filter((link) => link.pathname === help?.pathname).forEach((link) =>
    link.addEventListener("click", () => {
      link.target = "";
      if (shared.atRisk()) {
        link.target = "_blank";
        link.rel = "noopener";
        const [leave] = /** @type {HTMLAnchorElement[]} */ (all("[data-pl-leave]"));
        new BroadcastChannel(`pl-leave ${leave.href}`).onmessage = () => leave.click();
      }
    }),
  );
})();
