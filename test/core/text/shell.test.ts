import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { fileOperand, isDnsLabel, pipeline, shellCommand, shellFlag, shellWord } from '../../../lib/core/text/shell';
import { runs } from '../../support/runs';

test.each([
  [['kubectl', 'apply', '-f', 'a.yaml'], 'kubectl apply -f a.yaml'],
  [['kubectl', 'apply', '-f', 'my services.yaml'], "kubectl apply -f 'my services.yaml'"],
  [['cat', "it's"], "cat 'it'\\''s'"],
  [['cat', '$(touch PWNED)'], "cat '$(touch PWNED)'"],
  [['cat', '~/x'], "cat '~/x'"],
  [['cat', ''], "cat ''"],
])('%j is printed as the command %s', (words, line) => {
  expect(shellCommand(...words)).toBe(line);
});

test.each(['\u001b[31m', 'a\nb', '\u202eb', '##vso[task.x]'])('no command is printed with the word %j', (word) => {
  expect(shellCommand('cat', word)).toBeUndefined();
});

test('a shell reads every argument unchanged, and runs nothing in it', () => {
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '$(touch PWNED)',
      '`id`',
      ';id',
      '&',
      '|id',
      '#',
      "'",
      '"',
      '\\',
      '*',
      '!x',
      '-n',
      '{a,b}',
      '$HOME',
      '>x',
    ),
  );
  const words = fc.array(
    word.filter((text) => !text.includes('\0')),
    { minLength: 1, maxLength: 20 },
  );
  fc.assert(
    fc.property(words, (all) => {
      const { stdout } = spawnSync('sh', ['-c', `printf '%s\\0' ${all.map(shellWord).join(' ')}`], {
        encoding: 'utf8',
      });
      expect(stdout.split('\0').slice(0, -1)).toEqual(all);
    }),
    runs(10),
  );
});

test('a file is never taken for a flag or for standard input', () => {
  expect(['-', '--all', '-f', 'a-b', './-'].map(fileOperand)).toEqual(['./-', './--all', './-f', 'a-b', './-']);
});

test('the value of a flag is never taken for another flag', () => {
  expect(shellFlag('lock', 'my lock.yaml')).toBe("--lock 'my lock.yaml'");
  expect(shellFlag('lock', '-lock.yaml')).toBe('--lock=-lock.yaml');
});

test('a pipeline is printed only if each of its commands can be', () => {
  expect(pipeline('a', 'b')).toBe('a | b');
  expect(pipeline('a', undefined)).toBeUndefined();
});

test.each(['a', 'minio', '0-day', 'a'.repeat(63)])('%s can be the name of a Service', (name) => {
  expect(isDnsLabel(name)).toBe(true);
});

test.each(['', '--all', '-a', 'a-', 'A', 'a.b', 'a/b', 'a b', 'a\n', '$(id)', 'a'.repeat(64), 'é'])(
  '%j cannot be the name of a Service',
  (name) => {
    expect(isDnsLabel(name)).toBe(false);
  },
);
