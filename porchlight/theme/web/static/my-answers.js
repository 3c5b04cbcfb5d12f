// @ts-check
// "My answers": all that is kept in this browser, or all that a file holds, on one page. Without
// keeping, a file that is loaded here lives in the open page only.
(function () {
  "use strict";

  const shared = /** @type {PorchLight} */ (window.porchlight);
  const { keep, text, file, tools, make } = shared;
  const START = "answers.";
  const place = /** @type {HTMLElement} */ (document.querySelector("[data-pl-all]"));
  const links = new Map(
    [...document.querySelectorAll("[data-pl-id]")].map((item) => [/** @type {HTMLElement} */ (item).dataset.plId ?? "", item.querySelector("a")]),
  );
  /** What files brought while nothing may be kept. @type {Map<string, Kept>} */
  const loaded = new Map();

  /** Every exercise with answers, in the order of the course; strangers last. */
  async function everything() {
    const names = keep.open() ? (await keep.names()).filter((name) => name.startsWith(START)) : [];
    /** @type {Map<string, Kept>} */
    const found = new Map(loaded);
    for (const name of names) {
      const kept = text.check(await keep.read(name));
      if (kept && text.ID.test(name.slice(START.length))) {
        found.set(name.slice(START.length), kept);
      }
    }
    const order = [...links.keys(), ...[...found.keys()].filter((id) => !links.has(id))];
    return new Map(order.flatMap((id) => {
      const kept = found.get(id);
      const filled = kept && (Object.keys(kept.prompts).length || kept.extra.length);
      return kept && filled ? [[id, kept]] : [];
    }));
  }

  async function show() {
    const all = await everything();
    place.replaceChildren(...[...all].map(([id, { title, prompts, extra }]) => {
      const link = links.get(id);
      const heading = make("h2", "", link ? link.cloneNode(true) : title || "Other answers");
      const answers = Object.values(prompts).map((answer) => make("div", "pl-answer", make("h3", "", answer.label || "Answer"), shared.display(answer)));
      const more = extra.map((answer) => make("div", "pl-answer", make("h3", "", answer.label ? `${answer.label} (another answer)` : "Other answers"), shared.display(answer)));
      return make("section", "pl-answer-set", heading, ...answers, ...more);
    }));
    const [then, now] = [all.get("where-i-am-today"), all.get("where-i-am-now")];
    const picture = then && now && shared.thenAndNow(then, now);
    if (picture) {
      place.append(make("section", "pl-answer-set", make("h2", "", "Then and now"), picture));
    }
    const none = /** @type {HTMLElement} */ (document.querySelector("[data-pl-none]"));
    none.hidden = all.size > 0 || (keep.locked() && !keep.open());
    const { done } = text.parts(await keep.read("place"));
    steps.forEach((box) => {
      box.checked = Array.isArray(done) && done.includes(box.dataset.plStep);
    });
  }

  const steps = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[data-pl-step]"));
  steps.forEach((box) => {
    box.addEventListener("change", async () => {
      const before = text.parts(await keep.read("place"));
      await keep.write("place", { ...before, done: [...steps].filter((one) => one.checked).map((one) => one.dataset.plStep) });
    });
  });

  tools.on("save", async () => {
    const all = await everything();
    if (all.size) {
      file.save("all", all);
      tools.say("The file was handed to your browser. Look among your downloads.");
    } else {
      tools.say("There is nothing to save yet.");
    }
  });

  /** Lay what a file brought over what is there: the file first, what it replaces beside it.
   * @param {Loaded} brought */
  async function take({ exercises, notes }) {
    const before = await everything();
    let kept = true;
    for (const [id, state] of exercises) {
      const old = before.get(id);
      const whole = old ? text.merge({ prompts: {}, extra: [] }, state, old) : state;
      const seen = old ? [old.stamp, ...old.seen].slice(0, 20) : [];
      const next = { title: state.title || old?.title || "", stamp: Math.random().toString(36).slice(2, 9), seen, ...whole };
      if (keep.open()) {
        kept = (await keep.write(START + id, next)) && kept;
      }
      if (!keep.open() || !kept) {
        loaded.set(id, next);
      }
    }
    const where = !kept ? "This browser has no room to keep it all. What is missing stays in this page only." : keep.open() ? "The answers of the file are kept in this browser now." : "The answers of the file are on this page. They are gone when you close it.";
    tools.say([where, ...notes].join(" "));
    await show();
  }

  tools.on("load", async () => {
    try {
      await take(await file.choose());
    } catch (error) {
      tools.say(error instanceof Error ? error.message : String(error));
    }
  });

  tools.onState(async () => {
    for (const [id, state] of keep.open() ? loaded : []) {
      if (await keep.write(START + id, state)) {
        loaded.delete(id);
      }
    }
    await show();
  });
  keep.onChange(show);
  document.addEventListener("pl-erase", () => loaded.clear());
  document.addEventListener("pl-leave", () => place.replaceChildren());
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      keep.vault = null;
      tools.changed();
    }
  });
  show();
})();
