// @ts-check
// "My answers": all that is kept in this browser, or all that a file holds, on one page. Without
// keeping, a file that is loaded here lives in the open page only.
(function () {
  "use strict";

  const shared = /** @type {PorchLight} */ (window.porchlight);
  const { keep, text, file, tools, all, make } = shared;
  const START = "answers.";
  const [place] = all("[data-pl-all]");
  const [none] = all("[data-pl-none]");
  const [panel] = all("[data-pl-file]");
  const links = new Map(all("[data-pl-id]").map((item) => [item.dataset.plId ?? "", item.querySelector("a")]));
  /** What files brought while nothing may be kept. @type {Map<string, Kept>} */
  const loaded = new Map();

  /** What a file brought, beside what is kept. @param {Kept | undefined} brought @param {Kept | undefined} kept @returns {Kept} */
  function both(brought, kept) {
    if (!brought || !kept || brought.seen.includes(kept.stamp)) {
      return /** @type {Kept} */ (brought ?? kept);
    }
    return { ...brought, ...text.merge({ prompts: {}, extra: [] }, brought, kept), seen: [kept.stamp, ...brought.seen].slice(0, 20) };
  }

  /** Every exercise with answers, in the order of the course; strangers last. */
  async function everything() {
    const names = keep.open("answers") ? (await keep.names()).filter((name) => name.startsWith(START)) : [];
    /** @type {Map<string, Kept>} */
    const found = new Map(loaded);
    for (const name of names) {
      const kept = text.check(await keep.read(name));
      const id = name.slice(START.length);
      if (kept && text.isId(id)) {
        found.set(id, both(loaded.get(id), kept));
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
    const found = await everything();
    place.replaceChildren(...[...found].map(([id, { title, prompts, extra }]) => {
      const link = links.get(id);
      const heading = make("h2", "", link ? link.cloneNode(true) : title || _("Other answers"));
      /** @param {string} above @param {Answer} answer */
      const entry = (above, answer) => make("div", "pl-answer", make("h3", "", above), shared.display(answer));
      const answers = Object.values(prompts).map((answer) => entry(answer.label || _("Answer"), answer));
      const more = extra.map((answer) => entry(answer.label ? `${answer.label} ${_("(another answer)")}` : _("Other answers"), answer));
      return make("section", "pl-answer-set", heading, ...answers, ...more);
    }));
    const [then, now] = [found.get("where-i-am-today"), found.get("where-i-am-now")];
    const picture = then && now && shared.thenAndNow(then, now);
    if (picture) {
      place.append(make("section", "pl-answer-set", make("h2", "", _("Then and now")), picture));
    }
    none.hidden = found.size > 0 || !keep.readable();
    all("[data-pl-done-list]").forEach((list) => {
      list.hidden = !keep.open("place");
    });
    const { done } = text.parts(await keep.read("place"));
    steps.forEach((box) => {
      box.checked = Array.isArray(done) && done.includes(box.dataset.plStep);
    });
  }

  const steps = /** @type {HTMLInputElement[]} */ (all("[data-pl-step]"));
  steps.forEach((box) => {
    box.addEventListener("change", async () => {
      const before = text.parts(await keep.read("place"));
      const marks = Array.isArray(before.done) ? before.done.filter((page) => !steps.some((one) => one.dataset.plStep === page)) : [];
      // exercises outside units are marked, too, and have no box here
      await keep.write("place", { ...before, done: [...marks, ...steps.filter((one) => one.checked).map((one) => one.dataset.plStep)] });
    });
  });
  tools.asks("forget", async () => {
    await keep.withdraw("place");
    tools.changed();
    tools.say(_("Your place is forgotten."));
  });

  tools.on("save", async () => {
    const found = await everything();
    if (found.size) {
      file.save(panel.dataset.plFile ?? "answers", found);
    } else {
      tools.say(_("There is nothing to save yet."));
    }
  });

  // what a file brings comes first, and what it replaces goes beside it
  file.onLoad(async ({ exercises, notes }) => {
    const before = await everything();
    let kept = true;
    for (const [id, state] of exercises) {
      const old = before.get(id);
      const whole = old ? text.merge({ prompts: {}, extra: [] }, state, old) : state;
      const seen = old ? [old.stamp, ...old.seen].slice(0, 20) : [];
      const next = { title: state.title || old?.title || "", stamp: Math.random().toString(36).slice(2, 9), seen, ...whole };
      if (tools.keeping()) {
        kept = (await keep.write(START + id, next)) && kept;
      }
      if (!tools.keeping() || !kept) {
        loaded.set(id, next);
      }
    }
    const where = tools.keeping() ? _("kept in this browser now.") : _("on this page until you close it.");
    tools.say([kept ? _(`The answers of the file are ${where}`) : _("This browser does not keep all of it. What is missing stays in this page only."), ...notes].join(" "));
    await show();
  });

  tools.typed(() => loaded.size > 0);
  tools.onState(async () => {
    for (const [id, state] of tools.keeping() ? loaded : []) {
      if (await keep.write(START + id, both(state, text.check(await keep.read(START + id))))) {
        loaded.delete(id);
      }
    }
    await show();
  });
  keep.onChange(show);
  document.addEventListener("pl-erase", () => loaded.clear());
  document.addEventListener("pl-leave", () => place.replaceChildren());
  show();
})();
