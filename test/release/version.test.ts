import { notesOf, readVersion, releasedChangelog } from '../../projenrc/release/version';

const CHANGELOG = '# Changes\n\n## Unreleased\n\n- New.\n\n## 1.0.0 (2026-01-31)\n\n- First.\n';

describe('the version of a release', () => {
  test.each(['1.2.3', '0.1.0', '10.20.30', '1.0.0-rc.1'])('is accepted as %s, and in the form of a tag', (version) => {
    expect(readVersion(version)).toBe(version);
    expect(readVersion(`v${version}`)).toBe(version);
  });

  test.each([
    undefined,
    '',
    '1.2',
    'latest',
    '01.2.3',
    '1.2.3+build',
    '1.2.3; rm -rf /',
    '1.2.3\n',
    '$(id)',
    'vv1.2.3',
  ])('cannot be %p', (text) => {
    expect(() => readVersion(text)).toThrow(/is not a version\. Type: npm run release -- 1\.2\.3/);
  });

  test.each(['0.0.0', 'v0.0.0', '0.0.0-rc.1'])('cannot be %s, which every checkout has', (text) => {
    expect(() => readVersion(text)).toThrow('0.0.0 is the version of every checkout, so it is never released.');
  });
});

describe('the changelog', () => {
  test('gives a release its own section, or else the unreleased one', () => {
    expect(notesOf(CHANGELOG, '1.0.0')).toBe('- First.');
    expect(notesOf(CHANGELOG, '1.1.0')).toBe('- New.');
  });

  test('does not confuse 1.0.0-rc.1 with 1.0.0', () => {
    expect(notesOf(CHANGELOG.replace('1.0.0 ', '1.0.0-rc.1 '), '1.0.0')).toBe('- New.');
  });

  test('dates the unreleased section, and keeps the rest', () => {
    const after = releasedChangelog(CHANGELOG, '1.1.0', '2026-03-31');
    expect(after).toBe(CHANGELOG.replace('## Unreleased\n', '## Unreleased\n\n## 1.1.0 (2026-03-31)\n'));
    expect(notesOf(after, '1.1.0')).toBe('- New.');
    expect(() => releasedChangelog(after, '1.2.0', '2026-04-30')).toThrow('has nothing under "## Unreleased"');
  });

  test('must not be empty', () => {
    expect(() => notesOf('# Changes\n\n## Unreleased\n', '1.0.0')).toThrow(/says nothing about 1\.0\.0\. Describe/);
  });
});
