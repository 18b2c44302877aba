import { baseOf, isPattern, isTooInvolved, matcherOf } from '../../../lib/io/files/glob';

test.each([
  ['*.yaml', ['a.yaml'], ['a/b.yaml', 'a.yml', '.yaml', '.a.yaml']],
  ['.*.yaml', ['.a.yaml'], ['a.yaml']],
  ['**/*.yaml', ['a.yaml', 'a/b.yaml', 'a/b/c.yaml'], ['a.yamlx', '.a/b.yaml', 'a/.b.yaml']],
  ['teams/*/deploy/**', ['teams/a/deploy/b', 'teams/a/deploy/b/c'], ['teams/a/b/deploy/c']],
  ['a?.yaml', ['ab.yaml'], ['a.yaml', 'a/.yaml']],
  ['[a-c].yaml', ['b.yaml'], ['d.yaml']],
  ['[!a-c].yaml', ['d.yaml'], ['b.yaml', '/.yaml']],
  ['[^a-c].yaml', ['d.yaml'], ['b.yaml', '/.yaml']],
  ['[z-a].yaml', [], ['z.yaml', 'a.yaml', '-.yaml']],
  ['*.{yaml,yml}', ['a.yaml', 'a.yml'], ['a.json']],
  ['{a,b{c,d}}.yaml', ['a.yaml', 'bc.yaml', 'bd.yaml'], ['b.yaml', 'bcd.yaml']],
  ['{1..3}.yaml', ['1.yaml', '3.yaml'], ['4.yaml']],
  ['./a(1)+.*', ['a(1)+.yaml'], ['a1.yaml']],
  ['!a|b*', ['!a|bc'], ['b', 'a|bc']],
])('%s matches what a shell would', (pattern, yes, no) => {
  const matcher = matcherOf(pattern);
  expect([yes.filter((path) => !matcher.test(path)), no.filter((path) => matcher.test(path))]).toEqual([[], []]);
});

test('a pattern is matched in the folder in front of it', () => {
  expect(['a/b/*.yaml', '*.yaml', '/x/**', '/*.yaml'].map(baseOf)).toEqual(['a/b', '.', '/x', '/']);
  expect([isPattern('a/b.yaml'), isPattern('a/*.yaml')]).toEqual([false, true]);
});

test.each(['*a*a*a*b', '{a,aa}{a,aa}{a,aa}{a,aa}b', '**/'.repeat(11), `${'a'.repeat(1000)}*`])(
  '%s would take too long over a name made for it',
  (pattern) => {
    expect(isTooInvolved(pattern)).toBe(true);
  },
);

test.each(['teams/*/deploy/**/*-{prod,test}.yaml', '**/*', '***.yaml'])('%s would not', (pattern) => {
  expect(isTooInvolved(pattern)).toBe(false);
});
