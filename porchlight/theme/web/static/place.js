// @ts-check
// My place in the course: what is done, and where the reader was. Kept only if the reader chose to
// keep things on this device; with a lock, only "My answers" can open it.
(function () {
  "use strict";

  const keep = window.porchlight?.keep;
  const { plPage: page = "", plRoot: root = "" } = document.body.dataset;
  const PAGE = /^[a-z0-9-]+(\/[a-z0-9-]+)*$/;
  if (!keep) {
    return;
  }

  /** @param {string} selector */
  const find = (selector) => /** @type {HTMLElement | null} */ (document.querySelector(selector));
  const ask = find("[data-pl-place-ask]");
  const button = find("[data-pl-done]");

  /** @returns {Promise<{ last?: [string, string], done: string[] }>} */
  async function read() {
    const { last, done } = /** @type {any} */ (await keep?.read("place")) ?? {};
    /** @param {unknown} one */
    const isPage = (one) => typeof one === "string" && PAGE.test(one);
    const good = Array.isArray(last) && isPage(last[0]) && typeof last[1] === "string";
    return { last: good ? /** @type {any} */ (last) : undefined, done: Array.isArray(done) ? done.filter(isPage) : [] };
  }

  async function show() {
    const { last, done } = await read();
    button?.setAttribute("aria-pressed", String(done.includes(page)));
    if (button) {
      button.textContent = done.includes(page) ? "Done" : "Mark as done";
    }
    document.querySelectorAll(".pl-done").forEach((mark) => mark.remove());
    const addresses = new Set(done.map((one) => new URL(`${root}${one}.html`, location.href).pathname));
    document.querySelectorAll(".pl-steps a, .pl-contents a").forEach((found) => {
      const link = /** @type {HTMLAnchorElement} */ (found);
      if (addresses.has(link.pathname)) {
        const mark = document.createElement("span");
        mark.className = "pl-done";
        mark.textContent = " ✓ done";
        link.append(mark);
      }
    });
    document.querySelectorAll("[data-pl-steps]").forEach((item) => {
      const steps = /** @type {HTMLElement} */ (item).dataset.plSteps?.split(" ") ?? [];
      const behind = steps.filter((one) => done.includes(one)).length;
      if (behind) {
        const mark = document.createElement("span");
        mark.className = "pl-done";
        mark.textContent = `✓ ${behind} of ${steps.length} done`;
        item.querySelector("p")?.append(mark);
      }
    });
    const on = find("[data-pl-carry-on]");
    const link = on?.querySelector("a");
    if (on && link && last) {
      link.href = `${root}${last[0]}.html`;
      link.textContent = last[1];
      on.hidden = false;
    }
  }

  /** @param {(place: { last?: [string, string], done: string[] }) => void} change */
  async function update(change) {
    const place = await read();
    change(place);
    await keep?.write("place", place);
    await show();
  }

  const mark = () =>
    update((place) => {
      place.done = place.done.includes(page) ? place.done.filter((one) => one !== page) : [...place.done, page];
    });

  button?.addEventListener("click", () => {
    const locked = find("[data-pl-place-locked]");
    if (keep.open()) {
      mark();
    } else if (keep.locked() && locked) {
      locked.hidden = false;
    } else if (ask) {
      ask.hidden = false;
    }
  });
  find("[data-pl-place-keep]")?.addEventListener("click", () => {
    if (ask && keep.choose()) {
      ask.hidden = true;
      button?.focus();
      mark();
    }
  });
  find("[data-pl-place-no]")?.addEventListener("click", () => {
    if (ask) {
      ask.hidden = true;
      button?.focus();
    }
  });

  const panel = find("[data-pl-place]");
  if (panel) {
    panel.hidden = false;
    if (keep.open()) {
      update((place) => {
        place.last = [page, document.querySelector("h1")?.textContent ?? ""];
      });
    }
  }
  document.addEventListener("pl-erase", show);
  show();
})();
