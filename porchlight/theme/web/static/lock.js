// @ts-check
// The forms of the lock: to lock what is kept with a passphrase, to open the lock, to take it off. vault.js does
// it. Both are fetched when a reader opens the fold, or when a page finds a lock.
(function () {
  "use strict";

  const { vaults, keep, tools, all, make } = /** @type {PorchLight} */ (window.porchlight);
  const SHORTEST = 8; // characters of a passphrase
  const [fold] = all(".pl-lock");

  /** What is wrong, beside the field that it is about. */
  const fault = make("p", "pl-fault");
  fault.id = "pl_fault";

  /** A field for a passphrase, with its words. @param {string} words */
  function phrase(words) {
    const field = make("input");
    field.type = "password";
    field.autocomplete = "off";
    field.addEventListener("input", good);
    const label = make("label", "pl-phrase", `${words} `, field);
    return { field, label };
  }

  /** @param {string} words @param {() => void} act @param {...Node} parts @returns {HTMLFormElement} */
  function form(words, act, ...parts) {
    const button = make("button", "pl-small", words);
    button.type = "submit";
    const show = make("input");
    show.type = "checkbox";
    show.addEventListener("change", () => phrases.forEach(({ field }) => (field.type = show.checked ? "text" : "password")));
    const choice = make("p", "", make("label", "pl-choice", show, _("Show what I type")));
    const made = make("form", "", ...parts, choice, button); // so that Enter works; the page's policy lets no form be sent
    made.addEventListener("submit", (event) => {
      event.preventDefault();
      good();
      act();
    });
    return made;
  }

  /** Nothing is wrong, or no more. */
  function good() {
    fault.remove();
    for (const { field } of phrases) {
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
    }
  }

  /** Say what is wrong: aloud, and beside the field, where the reader goes on.
   * @param {HTMLInputElement} field @param {string} words */
  function wrong(field, words) {
    tools.say(words);
    fault.textContent = words;
    field.parentElement?.after(fault); // not in the label, whose words are the name of the field
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", fault.id);
    field.focus();
    fault.scrollIntoView({ block: "nearest" });
  }

  const phrases = [_("New passphrase"), _("The same again"), _("Passphrase")].map(phrase);
  const [once, again, old] = phrases;

  async function lock() {
    const { value } = once.field;
    if (value.length < SHORTEST) {
      wrong(once.field, _(`Use ${SHORTEST} letters or more. A few words that only you would put together are best.`));
      return;
    }
    if (value !== again.field.value) {
      wrong(again.field, _("The two are not the same. Type them once more."));
      return;
    }
    tools.say(_("Locking …"));
    const refused = await vaults.lock(value);
    if (refused === "elsewhere") {
      tools.say(_("It was locked in another tab meanwhile. Nothing was changed here."));
    } else if (refused) {
      wrong(once.field, _("This browser has no room for it. Nothing was changed."));
    } else {
      once.field.value = again.field.value = "";
      tools.changed();
      tools.say(_("Locked. Each page will ask for the passphrase. This page is open until you leave it."));
    }
  }

  async function unlock() {
    tools.say(_("Opening …"));
    if (await vaults.unlock(old.field.value)) {
      old.field.value = "";
      tools.say(_("Open, until you leave this page."));
      tools.changed();
    } else {
      wrong(old.field, _("That passphrase does not fit. Nothing was lost. Try again."));
    }
  }

  tools.on("lock-off", async () => {
    const whole = await vaults.remove();
    if (whole) {
      tools.changed();
    }
    tools.say(whole ? _("The lock is gone. Your answers can be read in this browser again.") : _("This browser has no room for it. It stays locked."));
  });

  /** @param {string} before @param {string} strong @param {string} after */
  const paragraph = (before, strong = "", after = "") => make("p", "", before, make("strong", "", strong), after);
  if (crypto.subtle) {
    fold.append(
      paragraph(_("Then nobody can read your answers in this browser without the passphrase. Each page asks for it again. "), _("Nobody can find a forgotten passphrase for you:"), _(" the answers are then lost. Save a file first.")),
      paragraph(_("A lock does not hide that you were here. It does not help against someone who makes you open it, or against a program that watches what you type.")),
      form(_("Lock"), lock, once.label, again.label),
    );
    all("[data-pl-unlock] > :first-child").forEach((words) => words.after(form(_("Open the lock"), unlock, old.label)));
  } else {
    fold.append(paragraph(_("This browser cannot lock them here. Locks need a page that came over a safe connection (https), or a copy opened on your device.")));
  }
})();
