// Facts grow old after a site was built: shows each line that says so, from its day on.
(() => {
  "use strict";
  const today = new Date().toISOString(); // "2028-12-01" comes before "2028-12-01T…"
  for (const line of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-pl-from]"))) {
    line.hidden = String(line.dataset.plFrom) > today;
  }
})();
