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

/** What a pattern matches: `*` and `?` inside a name, `**` across folders, `[a-c]`, `{a,b}`. */
export function matcherOf(pattern: string): RegExp {
  return new RegExp(`^${translate(pattern.replace(/^\.\//, ''))}$`);
}

const TOKEN = /\*\*\/|\*\*|\*|\?|\[(!?)([^\]/]+)\]|\{([^{}]+)\}|[\s\S]/g;

function translate(pattern: string): string {
  return pattern.replace(TOKEN, (token, negated: string | undefined, set: string | undefined, choices: string | undefined) => {
    if (token === '**/') return '(?:.*/)?';
    if (token === '**') return '.*';
    if (token === '*') return '[^/]*';
    if (token === '?') return '[^/]';
    if (set !== undefined) return `[${negated ? '^/' : ''}${set.replace(/[\\^[]/g, '\\$&')}]`;
    if (choices !== undefined) return `(?:${choices.split(',').map(translate).join('|')})`;
    return token.replace(/[\\^$.|+()[\]{}]/, '\\$&');
  });
}
