// @ts-check
// My place in the course: what is done, and where the reader was. Kept only by a reader who asked for
// that, whether or not they keep answers; with a lock, only "My answers" can open it.
(function () {
  "use strict";

  const { keep, all, make } = /** @type {PorchLight} */ (window.porchlight);
  const { plPage: page = "", plRoot: root = "" } = document.body.dataset;
  const PAGE = /^[a-z0-9-]+(\/[a-z0-9-]+)*$/;
  /** @param {string} name */
  const parts = (name) => all(`[data-pl-place-${name}]`);
  const [ask] = parts("ask");
  const [button] = all("[data-pl-done]");
  const [panel] = all("[data-pl-place]");

  /** @returns {Promise<{ last?: [string, string], done: string[] }>} */
  async function read() {
    const { last, done } = /** @type {any} */ (await keep.read("place")) ?? {};
    /** @param {unknown} one */
    const isPage = (one) => typeof one === "string" && PAGE.test(one);
    const good = Array.isArray(last) && isPage(last[0]) && typeof last[1] === "string";
    return { last: good ? /** @type {any} */ (last) : undefined, done: Array.isArray(done) ? done.filter(isPage) : [] };
  }

  async function show() {
    const { last, done } = await read();
    const marked = done.includes(page);
    button?.classList.toggle("pl-marked", marked);
    button?.replaceChildren(marked ? _("Done") : _("Mark as done"));
    all(".pl-done").forEach((mark) => mark.remove());
    const addresses = done.map((one) => new URL(`${root}${one}.html`, location.href).pathname);
    /** @type {HTMLAnchorElement[]} */ (all(".pl-steps a, .pl-contents a")).forEach((link) => {
      if (addresses.includes(link.pathname)) {
        link.append(make("span", "pl-done", _(" ✓ done")));
      }
    });
    all("[data-pl-steps]").forEach((item) => {
      const steps = /** @type {string} */ (item.dataset.plSteps).split(" ");
      const behind = steps.filter((one) => done.includes(one)).length;
      if (behind) {
        item.querySelector("p")?.append(make("span", "pl-done", _(`✓ ${behind} of ${steps.length} done`)));
      }
    });
    all("[data-pl-carry-on]").forEach((on) => {
      const link = on.querySelector("a");
      if (link && last) {
        link.href = `${root}${last[0]}.html`;
        link.textContent = last[1];
      }
      on.hidden = !last;
    });
    parts("on").forEach((words) => (words.hidden = !keep.open("place")));
  }

  /** @param {(place: { last?: [string, string], done: string[] }) => void} change */
  async function update(change) {
    const place = await read();
    change(place);
    await keep.write("place", place);
    await show();
  }

  /** Where the reader is: what the tab says, which is no page's topic. @param {{ last?: [string, string] }} place */
  const here = (place) => {
    place.last = [page, document.title.split(" – ")[0]];
  };

  const mark = () =>
    update((place) => {
      here(place);
      place.done = place.done.includes(page) ? place.done.filter((one) => one !== page) : [...place.done, page];
    });

  /** Show the words that say why nothing was marked yet, aloud too. @param {HTMLElement[]} parts */
  function tell([words]) {
    words.hidden = false;
    words.focus();
  }

  /** @param {boolean} yes the answer to whether the course may remember the place here */
  function answer(yes) {
    ask.hidden = true;
    button.focus();
    if (yes) {
      keep.choose("place") ? begin() : tell(parts("refused"));
    }
  }

  /** Mark the page, or say that the lock has to be opened first. */
  const begin = () => (keep.open("place") ? mark() : tell(parts("locked")));

  button?.addEventListener("click", () => (keep.asked("place") ? begin() : tell([ask])));
  /** @param {string} name @param {() => void} run */
  const press = (name, run) => parts(name).forEach((part) => part.addEventListener("click", run));
  press("forget", async () => {
    await keep.withdraw("place");
    await show();
    button.focus();
  });
  press("keep", () => answer(true));
  press("no", () => answer(false));

  if (panel) {
    panel.hidden = false;
    if (keep.open("place")) {
      update(here);
    }
  }
  ["pl-erase", "pl-state"].forEach((event) => document.addEventListener(event, show));
  keep.onChange(show);
  show();
})();
