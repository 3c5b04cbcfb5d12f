// @ts-check
// The panel of buttons below an exercise, on "My answers" and beside the words about "Leave": what
// each button does, what is said when it was done, and the acts that panels share: to keep answers on
// this device, to stop that, and to erase everything. Also how an answer looks when it is only read.
(function () {
  "use strict";

  const shared = /** @type {PorchLight} */ (window.porchlight);
  const { keep, all, make } = shared;
  /** @type {((elsewhere: boolean) => void)[]} */
  const callbacks = [];
  /** @type {Map<string, Promise<unknown>>} */
  const brought = new Map([["", Promise.resolve()]]);
  let typed = () => false;
  let asked = keep.asked("answers");
  /** Whether the page holds words from before the reader asked for answers to be kept: those are kept only
   * when they say so as well. */
  let apart = false;

  /** @param {string[][]} rows @param {"th" | "td"} tag */
  const lines = (rows, tag) => rows.map((row) => make("tr", "", ...row.map((words) => make(tag, "", words))));

  shared.display = ({ kind, value, columns = [], low, high }) => {
    if (kind === "scale") {
      const ends = low || high ? ` (0 = ${low}, 10 = ${high})` : "";
      return make("p", "pl-written", `${value}${ends}`);
    }
    if (!Array.isArray(value)) {
      return make("p", "pl-written", String(value ?? ""));
    }
    const rows = /** @type {string[][]} */ (value);
    if (kind === "grid") {
      const table = make("table", "pl-written", make("thead", "", ...lines([columns], "th")), make("tbody", "", ...lines(rows, "td")));
      return make("div", "pl-written-table", table);
    }
    const items = kind === "if-then" ? rows.map(([when, then]) => `If ${when}, then I will ${then}`) : value.map(String);
    return make("ul", "pl-written", ...items.map((words) => make("li", "", words)));
  };

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
      const end = () => done(undefined);
      /** The next try may be luckier. */
      const fail = () => (brought.delete(plBring), end());
      document.head.append(Object.assign(make("script"), { src: plBring, onload: end, onerror: fail }));
    });
    brought.set(plBring, coming);
    return coming;
  }
  all("[data-pl-bring]").forEach((fold) => fold.addEventListener("toggle", () => bring(fold)));

  // without ciphers there is no lock
  show("[data-pl-lockable]", () => crypto.subtle);
  show("[data-pl-unlockable]", () => !crypto.subtle);

  /** @type {Tools} */
  const tools = {
    bring,
    say(words, urgent = false) {
      all("[data-pl-status]").forEach((place) => {
        place.classList.toggle("pl-urgent", urgent);
        if (place.textContent !== words) {
          place.textContent = words; // said aloud only when it is new
        }
      });
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
        bring(all(".pl-lock")[0]);
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
      tools.say("This browser does not let the course keep anything. Save a file, or use paper.");
    } else if (apart) {
      tools.say("From now on your answers are kept in this browser. What stands on this page is not kept yet.");
      all("[data-pl-do=keep-these]").forEach((button) => button.focus());
    } else {
      tools.say("From now on your answers are kept in this browser as you type.");
    }
  });
  tools.on("keep-these", () => {
    apart = false;
    tools.changed();
  });
  tools.asks("stop", async () => {
    await keep.withdraw("answers");
    tools.changed();
    tools.say("The answers are removed from this browser. What you type from now on stays in the open page.");
  });

  /** Remove the copy of the course that offline.js keeps, and its worker; returns what is left of it. */
  async function dropCopy() {
    const root = new URL(document.body.dataset.plRoot ?? "", location.href).href;
    const left = async () => (await caches.keys()).filter((name) => name.startsWith(`porch-light ${root} `));
    try {
      const worker = await navigator.serviceWorker.getRegistration(root);
      if (worker?.scope === root) { // a site around ours may have a worker of its own
        await worker.unregister();
      }
      await Promise.all((await left()).map((name) => caches.delete(name)));
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
      list.replaceChildren(...(left.length ? left : ["Nothing."]).map((key) => make("li", "", key)));
    });
    tools.say(left.length ? "The browser did not let everything go." : "Erased. The course keeps nothing in this browser now.");
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
