// @ts-check
// An exercise's answers: in the open page only, until the reader chooses more. Then kept as they are
// typed, kept apart from another tab's newer words, saved to a file and opened from one.
(function () {
  "use strict";

  const shared = /** @type {PorchLight} */ (window.porchlight);
  const { keep, text, kinds, file, fields, tools, all } = shared;
  const [article] = all("[data-pl-exercise]");
  const [panel] = all("[data-pl-file]");
  const [others] = all("[data-pl-others]");
  const exercise = article.dataset.plExercise ?? "";
  const title = text.tidy(article.querySelector("h1")?.textContent ?? "");
  const name = `answers.${exercise}`;
  const tab = Math.random().toString(36).slice(2, 8);
  const WAIT = 400; // ms after the last key
  const VERSIONS = 20; // how many versions back two tabs can still be told apart

  /** A state that nobody else holds: a copy, or an empty one. @param {Partial<State>} [state] @returns {State} */
  const copy = ({ prompts, extra = [] } = {}) => ({ prompts: /** @type {any} */ (text.parts(prompts)), extra: [...extra] });
  /** Versions that this page has written or read, by stamp. @type {Map<string, State>} */
  const versions = new Map();
  /** The version that the page last wrote or read; none yet. */
  let stamp = "";
  /** What the page holds that is in no field. */
  let rest = copy();
  let unsaved = false;
  /** What waits to be kept, with what the page knew when it was typed.
   * @type {{ now: State, last: string, known: typeof versions, life: number } | null} */
  let pending = null;
  /** Counts up when the page is cleared: what is still being written then is shown no more. */
  let life = 0;
  let busy = false;
  let timer = 0;
  let writes = 0;

  /** All that stands in the page now. @returns {State} */
  function gather() {
    const state = copy(rest);
    for (const field of fields) {
      const answer = field.read();
      if (!text.isBlank(answer)) {
        state.prompts[field.id] = answer; // `rest` has no answer of a field
      }
    }
    return state;
  }

  /** Put a state into the page: fields that differ, and the rest below; settles with whether all is there. @param {State} state */
  function show(state) {
    rest = copy(state);
    for (const field of fields) {
      delete rest.prompts[field.id];
      const { kind, value } = field.read();
      const wanted = state.prompts[field.id];
      if (!text.same(wanted?.value ?? null, value)) {
        const fits = wanted?.kind === kind;
        const homeless = field.show(fits ? wanted.value : kinds[kind].blank);
        const left = wanted && !fits ? wanted.value : homeless;
        if (left !== undefined) {
          text.beside(rest, field.id, { ...wanted, value: left });
        }
      }
    }
    return list();
  }

  /** Show what is in no field, and what can be done with it; settles with whether it is there. */
  async function list() {
    const state = rest;
    all(".pl-beside").forEach((part) => part.remove());
    others.hidden = true;
    if (state.extra.length || Object.keys(state.prompts).length) {
      if (!(await tools.bring(others))) {
        tools.say(_("Some of your words have no field here. They cannot be shown now, since the course could not be reached. They are not lost. Load the page again."), true);
        return false;
      }
      if (state === rest && !all(".pl-beside").length) {
        shared.beside(state, others, () => (list(), changed()));
      }
    }
    return true;
  }

  /** What was said, without the words around it. @param {State} state */
  const gist = ({ prompts, extra }) =>
    JSON.stringify([Object.keys(prompts).sort().map((id) => [id, prompts[id].value]), extra.map((one) => [one.prompt, one.value])]);

  /** What both sides grew from, as far as the page knew. @param {typeof versions} known @param {Kept} stored */
  const root = (known, stored) => known.get([stored.stamp, ...stored.seen].find((one) => known.has(one)) ?? "") ?? copy();

  /** @param {string} version @param {State} state */
  function note(version, state) {
    stamp = version;
    versions.set(version, state);
    [...versions.keys()].slice(0, -VERSIONS).forEach((old) => versions.delete(old));
  }

  /** Keep what is new in the page; a page that closes may be cleared right after. */
  function save() {
    clearTimeout(timer);
    if (unsaved && tools.keeping()) {
      pending = { now: gather(), last: stamp, known: new Map(versions), life };
      unsaved = false;
      if (!busy) {
        write().catch(() => {
          busy = false;
          lost(_("did not keep it"));
        });
      }
    }
  }

  /** @param {string} why */
  function lost(why) {
    unsaved = true;
    tools.say(_(`This browser ${why}. Your last words are not kept. Save them to a file.`), true);
  }

  /** Write what waits, one after the other, together with what another tab has kept meanwhile. */
  async function write() {
    busy = true;
    for (let job = pending; job; job = pending) {
      const { now, last, known } = job;
      pending = null;
      const stored = text.check(await keep.read(name));
      const newer = stored && stored.stamp !== last && stored.stamp !== stamp;
      const next = newer ? text.merge(root(known, stored), now, stored) : now;
      const version = `${tab}${++writes}`;
      const seen = stored ? [stored.stamp, ...stored.seen].slice(0, VERSIONS) : [];
      const done = await keep.write(name, { title, stamp: version, seen, ...next });
      if (job.life !== life) {
        continue;
      }
      if (done) {
        note(version, next);
        if (newer && text.same(now, gather())) {
          show(next);
        }
        tools.say(_("Kept in this browser."));
      } else if (!tools.keeping()) {
        unsaved = true; // locked or stopped in another tab, which the panel says
      } else {
        lost(keep.trouble === "full" ? _("has no room left") : _("does not let the course keep things"));
      }
    }
    busy = false;
  }

  /** Take in what is kept. */
  async function load() {
    const stored = tools.keeping() ? text.check(await keep.read(name)) : undefined;
    if (!stored || versions.has(stored.stamp)) {
      return;
    }
    const now = gather();
    const next = text.merge(root(versions, stored), now, stored);
    note(stored.stamp, stored);
    await show(next);
    if (gist(gather()) !== gist(stored)) {
      changed();
    }
  }

  function changed() {
    unsaved = true;
    if (tools.keeping()) {
      clearTimeout(timer);
      timer = window.setTimeout(save, keep.locked() ? 0 : WAIT); // sealing takes its time: begin at once
    }
  }

  function clear() {
    clearTimeout(timer);
    versions.clear();
    stamp = "";
    life += 1;
    show(copy());
    unsaved = false;
  }

  /** Another tab has locked or removed what is kept: it is shown no more. What was never kept stays. */
  function cover() {
    const kept = versions.get(stamp);
    if (kept) {
      const now = gather();
      for (const [id, { value }] of Object.entries(now.prompts)) {
        if (text.same(value, kept.prompts[id]?.value)) {
          delete now.prompts[id];
        }
      }
      now.extra = now.extra.filter((one) => !kept.extra.some((other) => text.same(one, other)));
      versions.clear();
      stamp = "";
      show(now);
      all("[data-pl-repeats] div").forEach((part) => part.replaceChildren());
      tools.say(_("What was kept was locked or removed in another tab. It is not shown here any more."));
    }
  }

  /** The page goes: keep what is new, then hold nothing that Back could show. */
  function close() {
    save();
    clear();
  }

  article.addEventListener("input", (event) => /** @type {Element} */ (event.target).role || changed());
  keep.onChange(load);
  tools.typed(() => gist(gather()) !== gist(copy()));
  tools.onState(async (elsewhere) => {
    if (elsewhere && !tools.keeping()) {
      cover();
    }
    if (!keep.asked("answers")) {
      versions.clear(); // what was kept is gone, and what the page holds lives here alone
      stamp = "";
    }
    await load();
    if (gist(gather()) !== gist(versions.get(stamp) ?? copy())) {
      unsaved = true;
      save();
    }
  });
  document.addEventListener("pl-erase", clear);
  document.addEventListener("pl-leave", close);

  tools.on("save", () => {
    file.save(panel.dataset.plFile ?? "answers", new Map([[exercise, { title, ...gather() }]])); // still "unsaved": it may be refused
  });

  file.onLoad(async ({ exercises, notes }) => {
    const mine = exercises.get(exercise);
    if (!mine) {
      throw new Error(_("This file belongs to another exercise. Open it on My answers."));
    }
    const whole = await show(text.merge(copy(), mine, gather()));
    changed();
    const more = exercises.size > 1 ? [_("It holds other exercises too: open it on My answers.")] : [];
    if (whole) {
      tools.say([_("The answers of the file are in the page."), ...more, ...notes].join(" "));
    }
  });

  shared.atRisk = () => (unsaved || busy) && !(tools.keeping() && !keep.locked() && !keep.trouble) && !document.documentElement.hidden;
  document.addEventListener("visibilitychange", () => (document.hidden ? save() : undefined));
  window.addEventListener("pagehide", close);
  load();
})();
