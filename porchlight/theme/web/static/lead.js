// @ts-check
// "Lead from this screen": one part of the agenda at a time, with the clock, the words to say and the slide.
// It shows copies of what the page holds. Nothing is kept; the start time is the one in the page's own field.
(() => {
  const EARLY = 120; // minutes before the start, or after the end, from which the clock tells only the plan

  /** A copy without names and marks of notes, and without links that would lead away. @param {Element} part */
  const bare = (part) => {
    const copy = /** @type {HTMLElement} */ (part.cloneNode(true));
    for (const named of [copy, ...copy.querySelectorAll("[id]")]) named.removeAttribute("id");
    for (const mark of copy.querySelectorAll("sup, [role=switch]")) mark.remove();
    for (const link of copy.querySelectorAll('a:not([href^="tel:"])')) link.replaceWith(...link.childNodes);
    return copy;
  };
  /** @param {number} minutes after midnight */
  const clock = (minutes) => `${(Math.floor(minutes / 60) + 11) % 12 + 1}:${String(Math.floor(minutes) % 60).padStart(2, "0")}`;

  for (const agenda of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".pl-agenda"))) {
    const lead = /** @type {HTMLElement | null} */ (agenda.querySelector(".pl-lead"));
    const open = /** @type {HTMLButtonElement | null} */ (agenda.querySelector(".pl-lead-open"));
    const start = /** @type {HTMLInputElement | null} */ (agenda.querySelector("[type=time]"));
    if (!lead || !open || !start) continue;
    /** @param {string} name */
    const at = (name) => /** @type {HTMLElement} */ (lead.querySelector(`[data-pl-lead="${name}"]`));
    /** @typedef {{title: string, after: number, minutes: number, words: Element[], slide?: Element}} Step */
    /** @type {Step[]} */
    let steps = [];
    let here = 0;
    let ticking = 0;
    let place = 0;
    /** @type {WakeLockSentinel | undefined} */
    let awake;

    /** The parts of the version that is chosen, each followed by the slides that it shows. */
    const plan = () => {
      const version = agenda.dataset.plVersion || "long";
      const slides = document.querySelectorAll(".pl-slide");
      let after = 0;
      /** @type {Step[]} */
      const found = [];
      for (const part of agenda.querySelectorAll(".pl-activity")) {
        const [heading, ...body] = part.children;
        const span = part.querySelector(`.pl-span--${version}`);
        const minutes = Number((span?.textContent?.match(/(\d+) \S+$/) || [])[1] || 0);
        if (!minutes) continue; // left out
        const shared = { after, minutes };
        const words = body.filter((child) => !child.matches(".pl-made") || child.matches(".pl-materials, .pl-sheets"));
        found.push({ ...shared, title: heading.textContent || "", words });
        for (const number of part.querySelector(":scope > .pl-slides")?.textContent?.match(/\d+/g) || []) {
          const slide = slides[Number(number) - 1];
          if (slide) found.push({ ...shared, title: heading.textContent || "", words: [...slide.children].slice(1).filter((child) => !child.matches("img")), slide });
        }
        after += minutes;
      }
      return found;
    };

    /** @param {Element} slide */
    const wall = (slide) => {
      const thought = bare(slide.children[0]);
      thought.querySelector(".pl-slide__number")?.remove();
      const picture = slide.querySelector(":scope > img");
      const words = document.createElement("p");
      words.textContent = thought.textContent;
      return picture ? [words, bare(picture)] : [words];
    };

    /** @param {Element} slide */
    const slideName = (slide) => (slide.querySelector(".pl-slide__number")?.textContent || "").replace(/:\s*$/, "");

    const begins = () => {
      const [hours, minutes] = start.value.split(":").map(Number);
      return minutes === undefined ? NaN : hours * 60 + minutes;
    };
    /** Minutes since the start; NaN where the evening is not near. */
    const elapsed = () => {
      const now = new Date();
      const passed = now.getHours() * 60 + now.getMinutes() + now.getSeconds() / 60 - begins();
      const end = steps.length ? steps[steps.length - 1].after + steps[steps.length - 1].minutes : 0;
      return passed > -EARLY && passed < end + EARLY ? passed : NaN;
    };

    const tick = () => {
      const { after, minutes } = steps[here];
      const passed = elapsed();
      const left = after + minutes - passed;
      /** @type {[number, string]} */
      const [number, unit] = Number.isNaN(passed)
        ? [minutes, "long"]
        : passed < 0
          ? [Math.ceil(-passed), "soon"]
          : passed < after
            ? [Math.ceil(after - passed), "ahead"]
            : left > 0
              ? [Math.ceil(left), "left"]
              : [Math.floor(-left), "over"];
      const shown = lead.dataset[`plLead${unit[0].toUpperCase()}${unit.slice(1)}`];
      if (at("left").textContent !== `${number}` || at("unit").textContent !== shown) {
        at("left").textContent = `${number}`;
        at("unit").textContent = `${shown}`;
      }
      lead.classList.toggle("pl-lead--over", unit === "over");
      at("span").textContent = Number.isNaN(begins()) ? "" : `${clock(begins() + after)} – ${clock(begins() + after + minutes)}`;
      at("bar").style.width = `${Number.isNaN(passed) ? 0 : Math.min(100, Math.max(0, (100 * (passed - after)) / minutes))}%`;
    };

    /** @param {number} number */
    const show = (number) => {
      here = Math.min(Math.max(number, 0), steps.length - 1);
      const { title, words, slide } = steps[here];
      at("title").textContent = title;
      at("say").replaceChildren(...words.map(bare));
      at("say").scrollTop = 0;
      at("wall").replaceChildren(...(slide ? wall(slide) : []));
      at("wall").hidden = !slide;
      const next = steps[here + 1];
      at("then").replaceChildren(...(next?.slide ? wall(next.slide) : []));
      at("then").hidden = !next?.slide;
      at("next").textContent = next ? (next.slide ? slideName(next.slide) : `${next.title}, ${clock(begins() + next.after)}`) : "–";
      /** @type {HTMLButtonElement} */ (at("back")).disabled = here === 0;
      /** @type {HTMLButtonElement} */ (at("on")).disabled = !next;
      tick();
    };

    /** The part that the clock is at. */
    const byClock = () => {
      const passed = elapsed();
      const now = steps.findIndex(({ after, minutes }) => passed >= after && passed < after + minutes);
      return Math.max(now, 0);
    };

    const stayAwake = () => navigator.wakeLock?.request("screen").then((lock) => (awake = lock)).catch(() => undefined);

    const close = () => {
      clearInterval(ticking);
      lead.hidden = true;
      delete document.documentElement.dataset.plLead;
      awake?.release();
      scrollTo(0, place);
      open.focus({ preventScroll: true });
    };

    open.addEventListener("click", () => {
      steps = plan();
      const cards = [...agenda.querySelectorAll(".pl-pocket > details")].map(bare);
      at("pocket").replaceChildren(...cards);
      at("hard").hidden = !cards.length;
      place = scrollY;
      document.body.append(lead); // so that all else on the page can be out of sight, also for a screen reader
      document.documentElement.dataset.plLead = "";
      lead.hidden = false;
      lead.setAttribute("role", "main"); // while the page's own is out of sight
      show(byClock());
      ticking = setInterval(tick, 1000);
      stayAwake();
      at("title").focus();
    });
    at("start").addEventListener("click", () => {
      const now = new Date();
      start.value = `${String(now.getHours()).padStart(2, "0")}:${String(now.getMinutes()).padStart(2, "0")}`;
      start.dispatchEvent(new Event("input", { bubbles: true })); // the printed clocks follow
      show(0);
    });
    at("back").addEventListener("click", () => show(here - 1));
    at("on").addEventListener("click", () => show(here + 1));
    at("close").addEventListener("click", close);
    document.addEventListener("keydown", (event) => {
      if (lead.hidden || event.altKey || event.ctrlKey || event.metaKey) return;
      // the keys of a remote control for slides, too
      if (event.key === "PageDown" || event.key === "ArrowRight") show(here + 1);
      else if (event.key === "PageUp" || event.key === "ArrowLeft") show(here - 1);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
    });
    document.addEventListener("visibilitychange", () => {
      if (!lead.hidden && !document.hidden) stayAwake();
    });
    open.hidden = false;
  }
})();
