// Which version is released, and the section of CHANGELOG.md that describes it.

/** Three numbers, perhaps with a pre-release such as -rc.1; no build, which npm and Maven treat differently. */
const VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z]+(\.[0-9A-Za-z]+)*)?$/;
const UNRELEASED = '## Unreleased';

/** A version as it was typed or as a tag spells it. Throws for anything else, and for 0.0.0. */
export function readVersion(text = ''): string {
  const version = text.replace(/^v/, '');
  if (!VERSION.test(version)) {
    throw new Error(`${JSON.stringify(text)} is not a version. Type: npm run release -- 1.2.3`);
  }
  if (/^0\.0\.0\b/.test(version)) {
    throw new Error('0.0.0 is the version of every checkout, so it is never released. Type: npm run release -- 0.1.0');
  }
  return version;
}

/** What a version changes: its own section of CHANGELOG.md, or the unreleased one. Throws where both are empty. */
export function notesOf(changelog: string, version: string): string {
  const notes = sectionOf(changelog, `## ${version}`) ?? sectionOf(changelog, UNRELEASED);
  if (!notes) {
    throw new Error(`CHANGELOG.md says nothing about ${version}. Describe its changes under "${UNRELEASED}"`);
  }
  return notes;
}

/** CHANGELOG.md after a release: the unreleased changes are in a dated section of that version. */
export function releasedChangelog(changelog: string, version: string, day: string): string {
  if (!sectionOf(changelog, UNRELEASED)) throw new Error(`CHANGELOG.md has nothing under "${UNRELEASED}" to release`);
  return changelog.replace(`${UNRELEASED}\n`, `${UNRELEASED}\n\n## ${version} (${day})\n`);
}

/** The text below a heading, up to the next one; undefined if there is none. */
function sectionOf(changelog: string, heading: string): string | undefined {
  const lines = changelog.split('\n');
  const start = lines.findIndex((line) => line === heading || line.startsWith(`${heading} `));
  if (start < 0) return undefined;
  const end = lines.findIndex((line, index) => index > start && line.startsWith('## '));
  return (
    lines
      .slice(start + 1, end < 0 ? undefined : end)
      .join('\n')
      .trim() || undefined
  );
}
