// @ts-check
// Session pages: the start time and the version that a leader sets move the printed clock times.
(() => {
  for (const agenda of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".pl-agenda"))) {
    const set = /** @type {HTMLElement | null} */ (agenda.querySelector(".pl-agenda__set"));
    const start = /** @type {HTMLInputElement | null} */ (set && set.querySelector("[type=time]"));
    if (!set || !start) continue;
    const show = () => {
      const chosen = /** @type {HTMLInputElement | null} */ (set.querySelector(":checked"));
      agenda.dataset.plVersion = chosen ? chosen.value : "long";
      const [hours, minutes] = start.value.split(":").map(Number);
      if (minutes === undefined) return; // half typed: the times stay as they are
      for (const clock of /** @type {NodeListOf<HTMLElement>} */ (agenda.querySelectorAll("[data-pl-after]"))) {
        const at = hours * 60 + minutes + Number(clock.dataset.plAfter);
        clock.textContent = `${(Math.floor(at / 60) + 11) % 12 + 1}:${String(at % 60).padStart(2, "0")}`;
      }
    };
    set.addEventListener("input", show);
    set.hidden = false;
    show();
  }
})();
