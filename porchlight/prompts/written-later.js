// @ts-check
// "short" and "lines" in files, and to read.
porchlight.later(({ make }) => {

  return {
    write: ({ value }) => String(value ?? ""),
    parse: (source) => ({ value: source, rest: "" }),
    display: ({ value }) => make("p", "pl-written", String(value ?? "")),
  };
}, "short", "lines");
