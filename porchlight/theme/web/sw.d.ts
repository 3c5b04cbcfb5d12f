// What editions/web/offline.py writes in front of sw.js, for the type check in tests/test_scripts.py. Never sent.

declare const VERSION: string;
/** The SHA-256 of each kept file, in base 64, by its path from the front page. */
declare const FILES: Record<string, string>;
