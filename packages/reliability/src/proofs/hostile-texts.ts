/** Part of every hostile text, and of nothing else that is ever sent to a server. */
export const marker = 'mArK7f3a';

const openings = [
  '',
  "'",
  '"',
  '`',
  "')",
  '")',
  "\\'",
  "';",
  '";',
  '$1',
  '$$',
  '/*',
  "E'\\",
  ']]',
  '\u02bc',
  '\n',
];
const bodies = [
  ' DROP TABLE canary; --',
  " OR '1'='1",
  ' UNION SELECT secret FROM canary --',
  ' || (SELECT secret FROM canary) ||',
  ' %_*?:@{}[]()',
  ' $."a"[0] ->> \'b\' ~ "(.*)+"',
];
/** Names that objects have by themselves, and others that programs stumble over. */
export const hostileNames: readonly string[] = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'then',
  'toJSON',
  '__defineGetter__',
  'length',
  'NULL',
  'undefined',
  'NaN',
  '-',
  '--',
  ':',
  '%',
  '_root',
  '../../etc/passwd',
  '\u202e',
  '\ufeff',
  'e\u0301',
  '\u{1f600}',
];

/** Texts that end statements, literals, comments, names or patterns somewhere. Each has the marker in it. */
export const hostileTexts: readonly string[] = [
  ...openings.flatMap((opening) => bodies.map((body) => `${marker}${opening}${body}`)),
  ...openings.map((opening) => `${opening}${marker}${opening}`),
  ...hostileNames.map((name) => `${name}${marker}`),
];
