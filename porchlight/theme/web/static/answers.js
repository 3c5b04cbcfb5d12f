// @ts-check
// An exercise's answers: in the open page only, until the reader chooses more. Then kept as they are
// typed, kept apart from another tab's newer words, saved to a file and opened from one.
(function () {
  "use strict";

  const shared = /** @type {PorchLight} */ (window.porchlight);
  const { keep, text, file, fields, tools, make } = shared;
  const article = /** @type {HTMLElement} */ (document.querySelector("[data-pl-exercise]"));
  const panel = /** @type {HTMLElement} */ (document.querySelector("[data-pl-file]"));
  const others = /** @type {HTMLElement} */ (document.querySelector("[data-pl-others]"));
  const exercise = article.dataset.plExercise ?? "";
  const title = text.tidy(article.querySelector("h1")?.textContent ?? "");
  const name = `answers.${exercise}`;
  const tab = Math.random().toString(36).slice(2, 8);
  const WAIT = 400; // ms after the last key
  const FULL = "This browser has no room left. Your last words are not kept. Save them to a file now.";
  const FORBIDDEN = "This browser does not let the course keep your words. Save them to a file, or use paper.";
  const VERSIONS = 20; // how many versions back two tabs can still be told apart

  /** @returns {State} */
  const nothing = () => ({ prompts: Object.create(null), extra: [] });
  /** Versions that this page has written or read, by stamp. @type {Map<string, State>} */
  const versions = new Map();
  /** The version that the page last wrote or read; none yet. */
  let stamp = "";
  /** What the page holds that is in no field. */
  let rest = nothing();
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
    const state = { prompts: Object.assign(Object.create(null), rest.prompts), extra: rest.extra };
    for (const field of fields) {
      const answer = field.read();
      if (text.isBlank(answer)) {
        delete state.prompts[field.id];
      } else {
        state.prompts[field.id] = answer;
      }
    }
    return state;
  }

  /** Put a state into the page: fields that differ, and the rest below. @param {State} state */
  function show(state) {
    const { prompts, extra } = state;
    rest = { prompts: Object.assign(Object.create(null), prompts), extra: [...extra] };
    for (const field of fields) {
      delete rest.prompts[field.id];
      const { kind, value } = field.read();
      const wanted = prompts[field.id];
      if (!text.same(wanted?.value ?? null, value)) {
        const fits = wanted?.kind === kind;
        const blank = /** @type {Value} */ (text.parse(kind, "").value);
        const left = field.show(fits ? wanted.value : blank);
        if (wanted && !fits) {
          text.beside(rest, field.id, wanted);
        } else if (left !== undefined) {
          text.beside(rest, field.id, { ...wanted, value: left });
        }
      }
    }
    list();
  }

  /** Show what is in no field: under its prompt where there is one, else below all. */
  function list() {
    document.querySelectorAll(".pl-beside").forEach((part) => part.remove());
    for (const extra of rest.extra) {
      const field = fields.find((one) => one.id === extra.prompt);
      const box = make("div", "pl-beside", make("p", "", field ? "Also written here:" : extra.label), shared.display(extra));
      const away = make("button", "pl-small", "Remove this");
      away.addEventListener("click", () => {
        rest.extra = rest.extra.filter((one) => one !== extra);
        list();
        changed();
      });
      if (field && field.read().kind === extra.kind) {
        const swap = make("button", "pl-small", "Use this instead");
        swap.addEventListener("click", () => {
          rest.extra = rest.extra.filter((one) => one !== extra);
          const before = field.read();
          field.show(extra.value);
          text.beside(rest, field.id, before);
          list();
          changed();
        });
        box.append(swap, " ");
      }
      box.append(away);
      (field?.element ?? others).append(box);
    }
    for (const { label, ...answer } of Object.values(rest.prompts)) {
      others.append(make("div", "pl-beside", make("p", "", label), shared.display({ label, ...answer })));
    }
    others.hidden = !others.querySelector(".pl-beside");
  }

  /** What was said, without the words around it. @param {State} state */
  const gist = ({ prompts, extra }) =>
    JSON.stringify([Object.keys(prompts).sort().map((id) => [id, prompts[id].value]), extra.map((one) => [one.prompt, one.value])]);

  /** What both sides grew from, as far as the page knew. @param {typeof versions} known @param {Kept} stored */
  const root = (known, stored) => known.get([stored.stamp, ...stored.seen].find((one) => known.has(one)) ?? "") ?? nothing();

  /** @param {string} version @param {State} state */
  function note(version, state) {
    stamp = version;
    versions.set(version, state);
    [...versions.keys()].slice(0, -VERSIONS).forEach((old) => versions.delete(old));
  }

  /** Keep what stands in the page now; a page that closes may be cleared right after. */
  function save() {
    clearTimeout(timer);
    if (keep.open()) {
      pending = { now: gather(), last: stamp, known: new Map(versions), life };
      unsaved = false;
      if (!busy) {
        write();
      }
    }
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
        tools.say("Kept in this browser.");
      } else {
        unsaved = true;
        tools.say(keep.trouble === "full" ? FULL : FORBIDDEN);
      }
    }
    busy = false;
  }

  /** Take in what is kept. */
  async function load() {
    const stored = keep.open() ? text.check(await keep.read(name)) : undefined;
    if (!stored || versions.has(stored.stamp)) {
      return;
    }
    const now = gather();
    const next = text.merge(root(versions, stored), now, stored);
    note(stored.stamp, stored);
    show(next);
    if (gist(gather()) !== gist(stored)) {
      changed();
    }
  }

  function changed() {
    unsaved = true;
    if (keep.open()) {
      clearTimeout(timer);
      timer = window.setTimeout(save, keep.locked() ? 0 : WAIT); // sealing takes its time: begin at once
    }
  }

  function clear() {
    clearTimeout(timer);
    versions.clear();
    stamp = "";
    life += 1;
    show(nothing());
    unsaved = false;
  }

  /** The page goes: keep what is new, then hold nothing that Back could show. */
  function close() {
    if (unsaved) {
      save();
    }
    clear();
  }

  article.addEventListener("input", changed);
  keep.onChange(load);
  tools.onState(async () => {
    await load();
    if (gist(gather()) !== gist(versions.get(stamp) ?? nothing())) {
      unsaved = true;
      save();
    }
  });
  document.addEventListener("pl-erase", clear);
  document.addEventListener("pl-leave", close);

  tools.on("save", () => {
    file.save(panel.dataset.plFile ?? "answers", new Map([[exercise, { title, ...gather() }]]));
    unsaved = unsaved && keep.open();
    tools.say("The file was handed to your browser. Look among your downloads.");
  });

  tools.on("load", async () => {
    try {
      const { exercises, notes } = await file.choose();
      const mine = exercises.get(exercise);
      const strangers = exercises.size - Number(exercises.has(exercise));
      if (!mine) {
        throw new Error("This file belongs to another exercise. Open it on My answers. Nothing was changed.");
      }
      const before = gather();
      const next = text.merge(nothing(), mine, before);
      show(next);
      changed();
      tools.say(["The answers of the file are in the page.", ...(strangers ? ["It holds other exercises too: open it on My answers."] : []), ...notes].join(" "));
    } catch (error) {
      tools.say(error instanceof Error ? error.message : String(error));
    }
  });

  window.addEventListener("beforeunload", (event) => {
    const soon = keep.open() && !keep.locked() && !keep.trouble; // pagehide will keep it
    if ((unsaved || busy) && !soon && !document.documentElement.hidden) {
      event.preventDefault();
    }
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && unsaved) {
      save();
    }
  });
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      keep.vault = null; // the passphrase is asked for again
      tools.changed();
    }
  });
  load();
})();
