import picomatch from 'picomatch';

/** With more wildcards, a crafted name could make the regular expression take too long. */
const MAX_WILDCARDS = { inName: 3, inAll: 10 };
const MAX_PATTERN_LENGTH = 1000;

/** Whether a path is a pattern rather than the name of a file. */
export function isPattern(path: string): boolean {
  return /[*?[{]/.test(path);
}

/** The folder that contains all matches of a pattern. */
export function baseOf(pattern: string): string {
  const segments = pattern.split('/');
  const fixed = segments.slice(0, segments.findIndex(isPattern));
  return fixed.length === 0 ? '.' : fixed.join('/') || '/';
}

/** Whether a pattern has so many wildcards that matching may take too long. */
export function isTooInvolved(pattern: string): boolean {
  const countIn = (text: string): number => text.replace(/\*+/g, '*').match(/[*{]/g)?.length ?? 0;
  return (
    pattern.length > MAX_PATTERN_LENGTH ||
    countIn(pattern) > MAX_WILDCARDS.inAll ||
    pattern.split('/').some((name) => countIn(name) > MAX_WILDCARDS.inName)
  );
}

/**
 * Matches a pattern as a shell does: `*` and `?` within a name, `**` across folders, `[a-c]`, `[!a]`, `[^a]`, `{a,b}`.
 * A name that starts with a dot only matches if the pattern has the dot too.
 */
export function matcherOf(pattern: string): RegExp {
  // Characters that are only special in regular expressions or in other tools' patterns are literal.
  const plain = pattern
    .replace(/^\.\//, '')
    .replace(/[()|+]/g, '\\$&')
    .replace(/\[!/g, '[^');
  return picomatch.makeRe(plain, { noextglob: true, nonegate: true });
}

/**
 * Matches what a pattern excludes: a file, or everything in a folder. A pattern without a slash applies in every
 * folder.
 */
export function excluder(pattern: string): RegExp {
  const plain = pattern.replace(/^\.\//, '').replace(/\/$/, '');
  return matcherOf(plain.includes('/') ? plain : `**/${plain}`);
}
