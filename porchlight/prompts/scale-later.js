// @ts-check
// "scale" in files, "My number: 7", and to read.
porchlight.later(({ notebook: file, make }) => {

  return {
    write: ({ value }) => _("My number:") + " " + (value ?? ""),
    parse(source) {
      const { found, rest } = file.take(source, /^\s*(?:[^\d:]+:)?\s*(\d*)\s*$/);
      const numbers = found.map((match) => match[1]).filter(Boolean).map(Number);
      return { value: numbers.length > 1 ? undefined : numbers[0] ?? null, rest };
    },
    display: ({ value, low, high }) => make("p", "pl-written", `${value}${low || high ? ` (0 = ${low}, 10 = ${high})` : ""}`),
  };
}, "scale");
