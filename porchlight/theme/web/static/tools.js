// @ts-check
// The panel of buttons below an exercise, on "My answers" and beside the words about "Leave": what
// each button does, what is said when it was done, and the two acts that every panel has: to keep
// things on this device, and to erase everything. Also how an answer looks when it is only read.
(function () {
  "use strict";

  const shared = /** @type {PorchLight} */ (window.porchlight);
  const { keep } = shared;
  /** @type {(() => void)[]} */
  const callbacks = [];

  /** @type {PorchLight["make"]} */
  shared.make = (tag, name = "", ...inside) => {
    const element = document.createElement(tag);
    element.className = name;
    element.append(...inside);
    return element;
  };
  const { make } = shared;
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

  /** @param {string} selector */
  const all = (selector) => /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(selector));

  /** A script that few readers need comes when they open its fold. @param {HTMLElement | undefined} fold */
  function bring(fold) {
    const { plBring } = fold?.dataset ?? {};
    if (plBring && !brought.has(plBring)) {
      brought.add(plBring);
      document.head.append(Object.assign(document.createElement("script"), { src: plBring }));
    }
  }
  all("[data-pl-bring]").forEach((fold) => fold.addEventListener("toggle", () => bring(fold)));

  /** Without ciphers there is no lock; say so. */
  function mayLock() {
    all("[data-pl-lockable]").forEach((part) => {
      part.hidden = !crypto.subtle;
    });
    all("[data-pl-unlockable]").forEach((part) => {
      part.hidden = Boolean(crypto.subtle);
    });
  }
  mayLock();

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
      all("[data-pl-when]").forEach((part) => {
        part.hidden = !/** @type {string} */ (part.dataset.plWhen).split(" ").includes(state);
      });
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
    all("[data-pl-confirm]").forEach((part) => {
      part.hidden = !asking;
    });
    all(asking ? "[data-pl-do='erase-no']" : "[data-pl-do='erase']").forEach((button) => button.focus());
  }

  tools.on("erase", () => ask(true));
  tools.on("erase-no", () => ask(false));
  tools.on("erase-yes", () => {
    const left = keep.erase();
    document.dispatchEvent(new Event("pl-erase"));
    all("[data-pl-left]").forEach((part) => {
      part.hidden = false;
    });
    all("[data-pl-left] ul").forEach((list) => {
      list.replaceChildren(...(left.length ? left : ["Nothing."]).map((key) => make("li", "", key)));
    });
    tools.changed();
    ask(false);
    tools.say(left.length ? "The browser did not let everything go." : "Erased. The course keeps nothing in this browser now.");
  });

  keep.onChange((name) => {
    if (name === "" || name === "keep" || name === "locked") {
      tools.changed();
    }
  });
  all("[data-pl-tools]").forEach((part) => {
    part.hidden = false;
  });
  tools.refresh();
})();
