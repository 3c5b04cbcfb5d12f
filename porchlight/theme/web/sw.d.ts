// What editions/web/offline.py writes in front of sw.js, for the type check in tests/test_scripts.py. Never sent.

declare const VERSION: string;
/** The course's, as "en". */
declare const LANGUAGE: string;
/** The SHA-256 of each kept file, in base 64, by its path from the front page. */
declare const FILES: Record<string, string>;

/** Words that a reader sees. The build puts those of its language in the place of the call (porchlight/locale). */
declare function _(words: string): string;
