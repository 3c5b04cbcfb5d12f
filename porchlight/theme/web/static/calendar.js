// @ts-check
// Eight weeks: a file for the reader's own calendar. Its titles tell nothing, it rings no bell and leads nowhere.
(() => {
  const DAYS = [_("Sunday"), _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday")];
  const EVENING = "20:00";
  const place = document.querySelector(".pl-calendar");
  if (!place || typeof Blob === "undefined" || !URL.createObjectURL) return;
  /** @param {number} value */
  const two = (value) => String(value).padStart(2, "0");
  /** @param {Date} at */
  const stamp = (at) => `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}T${two(at.getHours())}${two(at.getMinutes())}00`;

  const day = document.createElement("select");
  DAYS.forEach((name, number) => day.append(new Option(name, String(number), number === 2, number === 2)));
  const time = document.createElement("input");
  time.type = "time";
  time.value = EVENING;
  const label = (/** @type {string} */ words, /** @type {HTMLElement} */ field) => {
    const line = document.createElement("label");
    line.append(words, " ", field);
    return line;
  };
  const button = document.createElement("button");
  button.type = "button";
  button.className = "pl-button";
  button.textContent = _("Save a calendar file");

  button.addEventListener("click", () => {
    const [hours, minutes] = (time.value || EVENING).split(":").map(Number); // an emptied field is no midnight
    const now = new Date();
    const first = new Date(now.getFullYear(), now.getMonth(), now.getDate(), hours, minutes);
    do first.setDate(first.getDate() + 1); while (first.getDay() !== Number(day.value));
    // RFC 5545; the time has no zone, so it is this time wherever the reader is
    const lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//calendar//EN", "BEGIN:VEVENT",
      `UID:${stamp(first)}-${Math.random().toString(36).slice(2)}`, `DTSTAMP:${now.toISOString().replace(/[-:]|\.\d+/g, "")}`,
      `DTSTART:${stamp(first)}`, "DURATION:PT20M", "RRULE:FREQ=WEEKLY;COUNT=8",
      `SUMMARY:${DAYS[first.getDay()]}\\, 20 min`, "CLASS:PRIVATE", "TRANSP:TRANSPARENT", "END:VEVENT", "END:VCALENDAR", "",
    ];
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([lines.join("\r\n")], { type: "text/calendar" }));
    link.download = "calendar.ics";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  });
  place.append(label(_("Day"), day), " ", label(_("Time"), time), " ", button);
})();
