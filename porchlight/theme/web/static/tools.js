// @ts-check
// The panel of buttons below an exercise, on "My answers" and beside the words about "Leave": what
// each button does, what is said when it was done, and the acts that panels share: to keep answers on
// this device, to stop that, and to erase everything.
(function () {
  "use strict";

  const shared = /** @type {PorchLight} */ (window.porchlight);
  const { keep, all, make } = shared;
  /** @type {((elsewhere: boolean) => void)[]} */
  const callbacks = [];
  /** @type {Map<string, Promise<boolean>>} */
  const brought = new Map([["", Promise.resolve(true)]]);
  let typed = () => false;
  let asked = keep.asked("answers");
  /** Whether the page holds words from before the reader asked for answers to be kept: those are kept only
   * when they say so as well. */
  let apart = false;

  /** Show the parts for which a test says yes, hide the others.
   * @param {string} selector @param {(part: HTMLElement) => unknown} test */
  const show = (selector, test) =>
    all(selector).forEach((part) => {
      part.hidden = !test(part);
    });

  /** @type {Tools["bring"]} */
  function bring(part) {
    const { plBring = "" } = part?.dataset ?? {};
    const coming = brought.get(plBring) ?? new Promise((done) => {
      const script = make("script");
      script.src = plBring;
      script.onload = () => done(true);
      script.onerror = () => {
        brought.delete(plBring); // the next try may be luckier
        done(false);
      };
      document.head.append(script);
    });
    brought.set(plBring, coming);
    return coming;
  }
  /** The same for a part that is of no use without it. @param {HTMLElement} part @param {string} [more] */
  async function need(part, more = "") {
    if (!(await bring(part))) {
      tools.say(_(`The course could not be reached. ${more}Nothing was changed. Try again when the internet is back.`));
    }
  }
  all("details[data-pl-bring]").forEach((fold) => fold.addEventListener("toggle", () => need(fold)));

  /** Bring what has the focus out from under an urgent line. */
  function uncover() {
    if (document.body.style.paddingBottom) {
      document.activeElement?.scrollIntoView({ block: "nearest" });
    }
  }
  document.addEventListener("focusin", ({ target }) => {
    if (/** @type {Element} */ (target).matches(":focus-visible")) { // a page that moves under a pointer loses its click
      uncover();
    }
  });

  /** @type {Tools} */
  const tools = {
    bring,
    say(words, urgent = false) {
      const places = all("[data-pl-status]");
      places.forEach((place) => {
        place.classList.toggle("pl-urgent", urgent);
        if (place.textContent !== words) {
          place.textContent = words; // said aloud only when it is new
        }
      });
      // what is urgent lies over the foot of the window, and never over the field that has the focus
      const room = urgent && places[0] ? `${places[0].offsetHeight + 8}px` : "";
      document.documentElement.style.scrollPaddingBottom = document.body.style.paddingBottom = room;
      uncover();
    },
    on(action, run) {
      all(`[data-pl-do~="${action}"]`).forEach((button) => button.addEventListener("click", () => run(button)));
    },
    typed(test) {
      typed = test;
    },
    keeping: () => keep.open("answers") && !apart,
    asks(name, run) {
      /** @param {boolean} asking */
      const ask = (asking) => {
        show(`[data-pl-confirm=${name}]`, () => asking);
        all(`[data-pl-do=${asking ? `${name}-no` : name}]`).forEach((button) => button.focus());
      };
      tools.on(name, () => ask(true));
      tools.on(`${name}-no`, () => ask(false));
      tools.on(`${name}-yes`, async () => {
        await run();
        ask(false);
      });
    },
    refresh() {
      const before = asked;
      asked = keep.asked("answers");
      apart = asked && (apart || (!before && typed()));
      const { activeElement: active } = document;
      const state = !asked ? "off" : !keep.readable() ? "locked" : apart ? "apart" : keep.locked() ? "opened" : "on";
      if (keep.locked()) {
        need(all(".pl-lock")[0], _("The lock cannot be opened without it. "));
      }
      const states = [state, !keep.readable() ? "shut" : keep.locked() ? "unlocked" : ""];
      show("[data-pl-when]", ({ dataset }) => dataset.plWhen?.split(" ").some((when) => states.includes(when)));
      if (active?.closest("[hidden]")) {
        all("[data-pl-status]")[0]?.focus(); // where the pressed button was, nothing is
      }
    },
    onState: (callback) => void callbacks.push(callback),
    changed(elsewhere = false) {
      tools.refresh();
      callbacks.forEach((callback) => callback(elsewhere));
      document.dispatchEvent(new Event("pl-state"));
    },
  };
  shared.tools = tools;

  tools.on("print", () => window.print());

  tools.on("keep", () => {
    const done = keep.choose("answers");
    tools.changed();
    if (!done) {
      tools.say(_("This browser does not let the course keep anything. Save a file, or use paper."));
    } else if (apart) {
      tools.say(_("From now on your answers are kept in this browser. What stands on this page is not kept yet."));
      all("[data-pl-do=keep-these]").forEach((button) => button.focus());
    } else {
      tools.say(_("From now on your answers are kept in this browser as you type."));
    }
  });
  tools.on("keep-these", () => {
    apart = false;
    tools.changed();
  });
  tools.asks("stop", async () => {
    await keep.withdraw("answers");
    tools.changed();
    tools.say(_("The answers are removed from this browser. What you type from now on stays in the open page."));
  });

  /** Remove the copies that offline.js keeps at this address, in each language, and their workers; returns what is left. */
  async function dropCopy() {
    const left = async () => (await caches.keys()).filter((name) => name.startsWith("pl "));
    try {
      for (const name of await left()) {
        const at = name.split(" ")[1];
        const worker = await navigator.serviceWorker.getRegistration(at);
        if (worker?.scope === at) { // a site around ours may have a worker of its own
          await worker.unregister();
        }
        await caches.delete(name);
      }
      return await left();
    } catch {
      return []; // pages from disk have no such copy
    }
  }

  tools.asks("erase", async () => {
    const left = keep.erase();
    document.dispatchEvent(new Event("pl-erase"));
    tools.changed();
    left.push(...(await dropCopy()));
    show("[data-pl-left]", () => true);
    all("[data-pl-left] ul").forEach((list) => {
      list.replaceChildren(...(left.length ? left : [_("Nothing.")]).map((key) => make("li", "", key)));
    });
    tools.say(left.length ? _("The browser did not let everything go.") : _("Erased. The course keeps nothing in this browser now."));
  });

  keep.onChange((name) => {
    if (!name || name === "locked" || name.startsWith("keep")) {
      tools.changed(true);
    }
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      keep.vault = null; // the passphrase is asked for again
      tools.changed();
    }
  });
  show("[data-pl-tools]", () => true);
  all("[data-pl-status]").forEach((place) => (place.tabIndex = -1));
  tools.refresh();
})();
