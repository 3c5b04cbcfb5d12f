// What the scripts in static/ share, for the type check in tests/test_scripts.py. Never sent to a page.

/** The value of a prompt, by its kind: see ANSWERS in outputs/notebook.py. */
type Value = string | number | null | string[] | string[][];

interface Vault {
  read(name: string): Promise<unknown>;
  names(): Promise<string[]>;
  /** `value` undefined removes the name. */
  write(name: string, value: unknown): Promise<boolean>;
}

interface Keep {
  /** Whether the reader chose to keep things on this device. */
  asked(): boolean;
  /** Choose to keep; false when the browser refuses. */
  choose(): boolean;
  /** Whether what is kept is locked, whatever this page holds open. */
  locked(): boolean;
  /** Whether what is kept can be read here and now. */
  open(): boolean;
  /** What is kept under a name; undefined when nothing is, or when it is locked. */
  read(name: string): Promise<unknown>;
  /** Keep a value, or with undefined remove it; false when it could not be kept. */
  write(name: string, value: unknown): Promise<boolean>;
  /** The names of all that is kept; none when it is locked. */
  names(): Promise<string[]>;
  /** Remove all that this course keeps; returns the keys that are left over, which should be none. */
  erase(): string[];
  /** Call back when another tab has changed what is kept. */
  onChange(callback: (name: string) => void): void;
  /** Set by lock.js while the reader has opened the lock in this page. */
  vault: Vault | null;
  /** Why the last write failed. */
  trouble: "" | "full" | "forbidden";
}

interface PorchLight {
  keep: Keep;
}

interface Window {
  porchlight?: PorchLight;
}
