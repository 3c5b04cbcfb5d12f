// @ts-check
// The panel of buttons below an exercise, on "My answers" and beside the words about "Leave": what
// each button does, what is said when it was done, and the two acts that every panel has: to keep
// things on this device, and to erase everything. Also how an answer looks when it is only read.
(function () {
  "use strict";

  const shared = /** @type {PorchLight} */ (window.porchlight);
  const { keep, all, make } = shared;
  /** @type {(() => void)[]} */
  const callbacks = [];
  /** @type {Set<string>} */
  const brought = new Set();

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

  /** A script that few readers need comes when they open its fold. @param {HTMLElement | undefined} fold */
  function bring(fold) {
    const { plBring } = fold?.dataset ?? {};
    if (plBring && !brought.has(plBring)) {
      brought.add(plBring);
      document.head.append(Object.assign(make("script"), { src: plBring }));
    }
  }
  all("[data-pl-bring]").forEach((fold) => fold.addEventListener("toggle", () => bring(fold)));

  // without ciphers there is no lock
  show("[data-pl-lockable]", () => crypto.subtle);
  show("[data-pl-unlockable]", () => !crypto.subtle);

  /** @type {Tools} */
  const tools = {
    say(words) {
      all("[data-pl-status]").forEach((place) => {
        if (place.textContent !== words) {
          place.textContent = words; // said aloud only when it is new
        }
      });
    },
    on(action, run) {
      all(`[data-pl-do~="${action}"]`).forEach((button) => button.addEventListener("click", () => run(button)));
    },
    refresh() {
      const state = !keep.asked() ? "off" : !keep.locked() ? "on" : keep.open() ? "opened" : "locked";
      if (keep.locked()) {
        bring(all(".pl-lock")[0]);
      }
      show("[data-pl-when]", ({ dataset }) => dataset.plWhen?.split(" ").includes(state));
    },
    onState: (callback) => void callbacks.push(callback),
    changed() {
      tools.refresh();
      callbacks.forEach((callback) => callback());
    },
  };
  shared.tools = tools;

  tools.on("print", () => window.print());

  tools.on("keep", () => {
    if (keep.choose()) {
      tools.say("From now on your answers are kept in this browser as you type.");
    } else {
      tools.say("This browser does not let the course keep anything. Save a file, or use paper.");
    }
    tools.changed();
  });

  /** @param {boolean} asking */
  function ask(asking) {
    show("[data-pl-confirm]", () => asking);
    all(`[data-pl-do=${asking ? "erase-no" : "erase"}]`).forEach((button) => button.focus());
  }

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

  tools.on("erase", () => ask(true));
  tools.on("erase-no", () => ask(false));
  tools.on("erase-yes", async () => {
    const left = keep.erase();
    document.dispatchEvent(new Event("pl-erase"));
    tools.changed();
    ask(false);
    left.push(...(await dropCopy()));
    show("[data-pl-left]", () => true);
    all("[data-pl-left] ul").forEach((list) => {
      list.replaceChildren(...(left.length ? left : ["Nothing."]).map((key) => make("li", "", key)));
    });
    tools.say(left.length ? "The browser did not let everything go." : "Erased. The course keeps nothing in this browser now.");
  });

  keep.onChange((name) => {
    if (["", "keep", "locked"].includes(name)) {
      tools.changed();
    }
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      keep.vault = null; // the passphrase is asked for again
      tools.changed();
    }
  });
  show("[data-pl-tools]", () => true);
  tools.refresh();
})();
