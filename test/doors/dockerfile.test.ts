import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { releaseCheckout } from '../support/bundle';
import { filesIn, serviceYaml } from '../support/cli';
import { run } from '../support/run';

const ROOT = join(__dirname, '..', '..');
const INSTRUCTIONS = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(' '));

/** The arguments of an instruction that occurs once. */
function only(name: string): readonly string[] {
  const found = INSTRUCTIONS.filter(([each]) => each === name);
  expect(found).toHaveLength(1);
  return found[0].slice(1);
}

describe('the image', () => {
  let release: string;
  beforeAll(() => void (release = releaseCheckout()));

  test('has a small base image, named without a registry', () => {
    const [base] = only('FROM');
    expect(base).toMatch(/^node:\d+-slim$/);
  });

  test('does not run as root', () => {
    expect(only('USER')).toEqual(['1000:1000']);
    expect(INSTRUCTIONS.findIndex(([name]) => name === 'USER')).toBeLessThan(
      INSTRUCTIONS.findIndex(([name]) => name === 'ENTRYPOINT'),
    );
  });

  test('copies only files of the release, and its build context contains nothing else', () => {
    const sources = only('COPY')
      .filter((word) => !word.startsWith('--'))
      .slice(0, -1);
    expect(sources.filter((source) => !existsSync(join(release, source)))).toEqual([]);
    const sent = readFileSync(join(ROOT, '.dockerignore'), 'utf8')
      .split('\n')
      .filter((line) => line && !line.startsWith('#'));
    expect(sent).toEqual(['*', ...sources.map((source) => `!${source}`)]);
  });

  test('starts the command line with the arguments behind its name', () => {
    const [source, target] = only('COPY').filter((word) => !word.startsWith('--'));
    const root = mkdtempSync(join(tmpdir(), 'image-'));
    mkdirSync(dirname(join(root, target)), { recursive: true });
    copyFileSync(join(release, source), join(root, target));
    const [program, file] = JSON.parse(only('ENTRYPOINT').join(' ')) as string[];
    expect({ program, file }).toEqual({ program: 'node', file: target });
    const start = (...args: string[]) =>
      run(program, [join(root, file), ...args], { cwd: filesIn({ 'a.yaml': serviceYaml('a', 30009) }) });
    expect(start('check', '.')).toMatchObject({ status: 0, stdout: '1 Service in 1 file: no findings.\n' });
    const unasked = JSON.parse(only('CMD').join(' ')) as string[];
    expect(start(...unasked)).toMatchObject({ status: 0, stdout: expect.stringContaining('check') });
  });
});
