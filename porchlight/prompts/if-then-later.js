// @ts-check
// "if-then" in files, "- If …, then I will …", and to read.
porchlight.later(({ notebook: file, make }) => {
  /** @param {Value} value @param {(half: string) => string} [shown] */
  const plans = (value, shown = (half) => half) =>
    /** @type {string[][]} */ (value).map(([when, then]) => `${_("If")} ${shown(when)}, ${_("then I will")} ${shown(then)}`);

  return {
    write: ({ value }) => plans(value, file.inCell).map((plan) => `- ${plan}`).join("\n"),
    parse(source) {
      const { found, rest } = file.take(source, new RegExp("^ *[-*+] *" + _("If") + "\\b(.*?), *" + _("then I will") + "\\b(.*)", "i"));
      return { value: found.map((match) => [match[1], match[2]].map((half) => file.cells(half.replace(/^\s*…\s*$/, "")).join("|"))), rest };
    },
    display: ({ value }) => make("ul", "pl-written", ...plans(value).map((plan) => make("li", "", plan))),
  };
}, "if-then");
