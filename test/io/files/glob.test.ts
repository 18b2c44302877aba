import { baseOf, isPattern, matcherOf } from '../../../lib/io/files/glob';

test.each([
  ['*.yaml', ['a.yaml', '.yaml'], ['a/b.yaml', 'a.yml']],
  ['**/*.yaml', ['a.yaml', 'a/b.yaml', 'a/b/c.yaml'], ['a.yamlx']],
  ['teams/*/deploy/**', ['teams/a/deploy/b', 'teams/a/deploy/b/c'], ['teams/a/b/deploy/c']],
  ['a?.yaml', ['ab.yaml'], ['a.yaml', 'a/.yaml']],
  ['[a-c].yaml', ['b.yaml'], ['d.yaml']],
  ['[!a-c].yaml', ['d.yaml'], ['b.yaml', '/.yaml']],
  ['*.{yaml,yml}', ['a.yaml', 'a.yml'], ['a.json']],
  ['./a(1)+.*', ['a(1)+.yaml'], ['a1.yaml']],
])('%s matches what a shell would', (pattern, yes, no) => {
  expect([yes.filter((path) => !matcherOf(pattern).test(path)), no.filter((path) => matcherOf(pattern).test(path))]).toEqual([[], []]);
});

test('a pattern is looked for in the folder in front of it', () => {
  expect(['a/b/*.yaml', '*.yaml', '/x/**', '/*.yaml'].map(baseOf)).toEqual(['a/b', '.', '/x', '/']);
  expect([isPattern('a/b.yaml'), isPattern('a/*.yaml')]).toEqual([false, true]);
});
