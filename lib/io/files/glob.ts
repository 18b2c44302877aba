import picomatch from 'picomatch';

/** A pattern with more of them takes a regular expression too long over a name that was made for it. */
const MAX_WILDCARDS = { inName: 3, inAll: 10 };
const MAX_LENGTH = 1000;

/** Whether a path is a pattern: it names no file by itself. */
export function isPattern(path: string): boolean {
  return /[*?[{]/.test(path);
}

/** The folder in which the matches of a pattern lie. */
export function baseOf(pattern: string): string {
  const segments = pattern.split('/');
  const fixed = segments.slice(0, segments.findIndex(isPattern));
  return fixed.length === 0 ? '.' : fixed.join('/') || '/';
}

/** Whether a pattern has so many wildcards that matching it may take for ever. */
export function isTooInvolved(pattern: string): boolean {
  const countIn = (text: string): number => text.replace(/\*+/g, '*').match(/[*{]/g)?.length ?? 0;
  return (
    pattern.length > MAX_LENGTH ||
    countIn(pattern) > MAX_WILDCARDS.inAll ||
    pattern.split('/').some((name) => countIn(name) > MAX_WILDCARDS.inName)
  );
}

/**
 * What a pattern matches, as in a shell: `*` and `?` inside a name, `**` across folders, `[a-c]`, `[!a]`, `[^a]`,
 * `{a,b}`. A name that begins
 * with a dot is matched only where the pattern has that dot.
 */
export function matcherOf(pattern: string): RegExp {
  // What means something to regular expressions alone, or in patterns of other tools, is itself.
  const plain = pattern
    .replace(/^\.\//, '')
    .replace(/[()|+]/g, '\\$&')
    .replace(/\[!/g, '[^');
  return picomatch.makeRe(plain, { noextglob: true, nonegate: true });
}

/**
 * What a pattern leaves out: a file, or all of a folder. Without a slash it is a name that is left out in every folder.
 */
export function excluder(pattern: string): RegExp {
  const plain = pattern.replace(/^\.\//, '').replace(/\/$/, '');
  return matcherOf(plain.includes('/') ? plain : `**/${plain}`);
}
