// What the scripts in static/ share, for the type check in tests/test_scripts.py. Never sent to a page.

/** The value of a prompt; its kind says which of these it can be. */
type Value = string | number | null | string[] | string[][];

/** What is known of an answer beside its value; from a file, so that each part has to be looked at. */
type About = Record<string, unknown>;

/** Rows that a reader can add to a field: what the buttons say, what holds them, and of how many elements it is. */
interface Rows {
  add: string;
  remove: string;
  holder: string;
  size: number;
}

/** A kind of prompt, in the script beside its module in porchlight/prompts/. */
interface Kind {
  /** What it holds when nothing is answered. */
  blank: Value;
  /** The value if it can be one of this kind, tidied; else undefined. */
  valid(value: unknown, about: About): Value | undefined;
  /** What the inputs of a field say, for `valid` to look at. */
  read(element: HTMLElement, inputs: Inputs): unknown;
  /** Fill the inputs; gives back what they have no place for. */
  show(element: HTMLElement, value: Value, inputs: Inputs): Value | undefined;
  /** What is saved beside the value, so that it can be read without the page. */
  facts?(element: HTMLElement, inputs: Inputs): Partial<Answer>;
  more?: Rows;
}

/** The part of a kind that comes when a file is made or read, or an answer is shown without its field. */
interface LaterKind {
  /** An answer as Markdown, in the form of the blank notebook. */
  write(answer: Answer): string;
  /** What someone wrote into a cell: the value, and the lines that are neither part of it nor printed. */
  parse(source: string, about: About): { value: unknown; rest: string };
  /** An answer as elements to read, its words in text nodes only. */
  display(answer: Answer): HTMLElement;
}

/** What fields.js knows of the inputs of a field, for the scripts of kinds. */
interface Inputs {
  /** The words that an element shows, in one line. */
  words(element: Element | null): string;
  areas(inside: ParentNode): HTMLTextAreaElement[];
  /** The values of what is checked. */
  checked(element: HTMLElement): string[];
  /** Check what a value names by its key; gives back what is not there. */
  check(element: HTMLElement, value: Value): string[];
  /** Fill rows of areas: `place` says which areas a row goes to, and with which words. Gives back what has no place. */
  fill(element: HTMLElement, value: Value, place: (row: string[], index: number) => [HTMLTextAreaElement[], string[]]): Value | undefined;
}

interface Vault {
  read(name: string): Promise<unknown>;
  names(): Promise<string[]>;
  /** `value` undefined removes the name. */
  write(name: string, value: unknown): Promise<boolean>;
  /** Seal what `change` makes of all that is kept; called again when another tab was faster. */
  change(change: (everything: Record<string, unknown>) => Record<string, unknown>): Promise<boolean>;
}

/** The lock on what is kept, in vault.js. */
interface Vaults {
  /** Seal all that is kept; gives back why it was not, and changes nothing then. */
  lock(phrase: string): Promise<"" | "elsewhere" | "full">;
  /** Open the lock for this page; false when the passphrase does not fit. */
  unlock(phrase: string): Promise<boolean>;
  /** Put all that is sealed back into the open: all of it, or none when there is no room. */
  remove(): Promise<boolean>;
}

/** What a reader may ask the course to keep: where they are, or what they type. Neither brings the other along. */
type What = "place" | "answers";

interface Keep {
  /** Whether the reader asked for this to be kept on this device. */
  asked(what: What): boolean;
  /** Ask for it; false when the browser refuses. */
  choose(what: What): boolean;
  /** Remove all that was kept for it, and keep no more of it; false, and nothing is done, behind a lock. */
  withdraw(what: What): Promise<boolean>;
  /** Whether what is kept is locked, whatever this page holds open. */
  locked(): boolean;
  /** Whether what is kept can be read here and now. */
  readable(): boolean;
  /** Both: asked for, and readable. */
  open(what: What): boolean;
  /** What is kept under a name; undefined when nothing is, or when it is locked. */
  read(name: string): Promise<unknown>;
  /** Keep a value, or with undefined remove it. False when it could not be kept, when the reader did not
   * ask for it, or when it belongs to a private page. */
  write(name: string, value: unknown): Promise<boolean>;
  /** The names of all that is kept; none when it is locked. */
  names(): Promise<string[]>;
  /** The names of what lies readable in storage, lock or not. */
  plain(): string[];
  /** Of all that is kept by its name, what may stay: no private page, and nothing that was not asked for. */
  allowed(everything: Record<string, unknown>): Record<string, unknown>;
  /** Remove all that this course keeps; returns the names that are left over, which should be none. */
  erase(): string[];
  /** Call back when another tab has changed what is kept. */
  onChange(callback: (name: string) => void): void;
  /** The text in storage under a name; null when there is none, or when storage is forbidden. */
  get(name: string): string | null;
  /** Put a text there, or with undefined take it away; false, and `trouble` says why, when that failed. */
  set(name: string, text: string | undefined): boolean;
  /** Set by vault.js while the reader has opened the lock in this page. */
  vault: Vault | null;
  /** Why the last write failed. */
  trouble: "" | "full" | "forbidden";
}

/** What someone answered, and what is needed to show it without its page. */
interface Answer {
  kind: string;
  value: Value;
  label: string;
  choices?: string[];
  /** The stable names of the choices, in their order. */
  keys?: string[];
  columns?: string[];
  low?: string;
  high?: string;
}

/** Words that have no field of their own: another version of a prompt's answer, or a stranger's cell. */
interface Extra extends Answer {
  prompt?: string;
  cell?: "code" | "raw";
}

interface State {
  prompts: Record<string, Answer>;
  extra: Extra[];
}

/** One exercise in storage. `seen` names the versions it grew from, newest first. */
interface Kept extends State {
  title: string;
  stamp: string;
  seen: string[];
}

interface AnswerText {
  /** Whether it can name an exercise or a prompt. */
  isId(id: unknown): id is string;
  isBlank(answer: Answer): boolean;
  isKind(kind: unknown): kind is string;
  isText(text: unknown): text is string;
  isTexts(list: unknown): list is string[];
  parts(thing: unknown): Record<string, unknown>;
  same(one: unknown, other: unknown): boolean;
  tidy(text: string): string;
  /** Line ends as browsers write them. */
  plain(text: string): string;
  /** Words as a key: small letters and hyphens, whatever signs stand between them. */
  slug(words: string): string;
  /** Rows of words, without empty ones at their end; undefined for anything else. */
  rows(value: unknown): string[][] | undefined;
  merge(base: State, ours: State, theirs: State): State;
  beside(state: State, prompt: string, answer: Answer): void;
  check(stored: unknown): Kept | undefined;
}

/** What a file brought: the answers of each exercise by its id, and what to tell the reader. */
interface Loaded {
  exercises: Map<string, State & { title: string }>;
  notes: string[];
}

/** In answer-file.js and answer-read.js, once they were brought. */
interface Notebook {
  /** Whether a cell's text is still what was printed there: that text, or its fingerprint. */
  isPrinted(source: string, printed: unknown): boolean;
  /** The cells of a table's line; and words as one of them. */
  cells(line: string): string[];
  inCell(words: string): string;
  /** The lines of a cell that fit a pattern, and the others. */
  take(source: string, pattern: RegExp): { found: RegExpExecArray[]; rest: string };
  build(exercises: Map<string, State & { title: string }>): object;
  /** Throws an Error whose message is a sentence for the reader. */
  read(text: string): Loaded;
}

interface AnswerFile {
  /** Hand the reader a file of these answers, or say why not; settles when that is done. */
  save(name: string, exercises: Map<string, State & { title: string }>): Promise<void>;
  /** What the button "Load a file" does: let the reader choose one, and hand over what it brought. */
  onLoad(take: (loaded: Loaded) => unknown): void;
}

interface Field {
  id: string;
  element: HTMLElement;
  read(): Answer;
  /** Put a value into the field; gives back what the field has no place for. */
  show(value: Value): Value | undefined;
}

interface Tools {
  /** A script that few readers need: its address is the part's data-pl-bring. Settles with whether it is there. */
  bring(part: HTMLElement | undefined): Promise<boolean>;
  /** Tell the reader something, aloud as well. What is urgent stays in sight wherever they write. */
  say(words: string, urgent?: boolean): void;
  /** What a button does: data-pl-do. */
  on(action: string, run: (button: HTMLElement) => void): void;
  /** A button that asks first: data-pl-do=NAME shows data-pl-confirm=NAME, whose buttons are NAME-yes and NAME-no. */
  asks(name: string, run: () => unknown): void;
  /** How to see whether the page holds words that are not kept. */
  typed(test: () => boolean): void;
  /** Whether the words of this page are to be kept: asked for, readable, and none from before that. */
  keeping(): boolean;
  /** Show the parts that fit whether answers are kept: data-pl-when. */
  refresh(): void;
  /** Call back when answers are kept, erased, locked or opened. */
  onState(callback: (elsewhere: boolean) => void): void;
  /** It was changed: here, or elsewhere (in another tab). */
  changed(elsewhere?: boolean): void;
}

interface PorchLight {
  keep: Keep;
  text: AnswerText;
  kinds: Record<string, Kind>;
  /** Make kinds of prompts known under their names. */
  kind(make: (shared: PorchLight, name: string) => Kind, ...names: string[]): void;
  laterKinds: Record<string, LaterKind>;
  /** The same for their later part. */
  later(make: (shared: PorchLight, name: string) => LaterKind, ...names: string[]): void;
  file: AnswerFile;
  notebook: Notebook;
  vaults: Vaults;
  fields: Field[];
  tools: Tools;
  /** Whether words would be lost if the page closed now; what is kept in the open, `pagehide` can still keep. */
  atRisk(): boolean;
  /** What the page says of itself: `plRoot`, `plPage`, `plPrivate`, `plKeeps`. */
  page: DOMStringMap;
  /** The elements that a selector finds, in the page or inside one of its elements. */
  all<Found extends HTMLElement = HTMLElement>(selector: string, inside?: ParentNode): Found[];
  /** A new element with its class and what is in it. */
  make<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, name?: string, ...inside: (string | Node)[]): HTMLElementTagNameMap[Tag];
  /** An answer as elements to read, its words in text nodes only. */
  display(answer: Answer): HTMLElement;
  /** Show words that have no field, each with buttons that take it out of `state`, and then call back. */
  beside(state: State, others: HTMLElement, changed: () => void): void;
  /** A picture of the scales that both have; undefined when there are none. */
  thenAndNow(then: State, now: State): HTMLElement | undefined;
}

/** Words that a reader sees. The build puts those of its language in the place of the call (porchlight/locale). */
declare function _(words: string): string;

/** For scripts that run after keep.js: the same as window.porchlight. */
declare const porchlight: PorchLight;

interface Window {
  porchlight?: PorchLight;
}
