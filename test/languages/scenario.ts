import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';

/** What an app printed, and how it ended. */
export interface AppOutcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The apps of every language: the one on its page in docs/, one that is refused, and one that prints values. */
export type AppName = 'main' | 'clash' | 'values';

/** Runs an app of a language in a folder. */
export type RunApp = (app: AppName, folder: string, env: NodeJS.ProcessEnv) => AppOutcome;

/** The exception on the page of a language: its last text block. */
function exceptionOf(language: string): string {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', `${language.toLowerCase()}.md`), 'utf8');
  const texts = [...page.matchAll(/^```text\n(.*?)^```/gms)].map(([, text]) => text);
  return texts[texts.length - 1];
}

/** What an app in another language must do in the same way as one in TypeScript. */
export function describeApps(language: string, run: RunApp): void {
  const folder = mkdtempSync(join(tmpdir(), `${language}-`));
  const lock = join(folder, 'nodeports.lock.yaml');
  const read = (...path: string[]) => readFileSync(join(folder, ...path), 'utf8');
  const manifests = () => ['storage', 'backup'].map((chart) => read('dist', `${chart}.k8s.yaml`));
  after(() => rmSync(folder, { recursive: true }));

  /** Runs an app that must succeed, and returns what it printed. */
  function must(app: AppName, env: NodeJS.ProcessEnv): string {
    const outcome = run(app, folder, env);
    assert.equal(outcome.status, 0, outcome.stderr);
    return outcome.stdout;
  }

  describe(`an app in ${language}`, () => {
    test('gets its number at once: in a text, in the manifest and in the lock', () => {
      must('main', { CI: '' });
      const [storage, backup] = manifests();
      const [, assigned] = /http:\/\/minio\.example\.com:(\d{5})\n/.exec(backup) ?? assert.fail(backup);
      assert.match(storage, /name: api\n +nodePort: 30009\n/);
      assert.match(storage, new RegExp(`name: console\n +nodePort: ${assigned}\n`));
      assert.match(read('nodeports.lock.yaml'), /^ +30009: \{ service: storage\/minio, port: api, state: pinned/m);
      assert.match(
        read('nodeports.lock.yaml'),
        new RegExp(`^ +${assigned}: \\{ service: storage/minio, port: console, state: assigned`, 'm'),
      );
      assert.match(read('nodeports.lock.yaml'), /^ +30053: \{ reservation: team-network,/m);
    });

    test('passes in CI with the lock as it is, and emits the same', () => {
      const before = [read('nodeports.lock.yaml'), ...manifests()];
      must('main', { CI: '1' });
      assert.deepEqual([read('nodeports.lock.yaml'), ...manifests()], before);
    });

    test('is refused in CI without a lock, and writes nothing', () => {
      rmSync(lock);
      rmSync(join(folder, 'dist'), { recursive: true });
      const { status, stderr } = run('main', folder, { CI: '1' });
      assert.notEqual(status, 0);
      assert.match(stderr, /\(lock-outdated\)/);
      assert.deepEqual([existsSync(lock), existsSync(join(folder, 'dist', 'storage.k8s.yaml'))], [false, false]);
    });

    test('is refused for a clash with the exception that the page of the language shows', () => {
      rmSync(join(folder, 'dist'), { recursive: true, force: true });
      const { status, stderr } = run('clash', folder, { CI: '' });
      assert.notEqual(status, 0);
      assert.ok(stderr.includes(exceptionOf(language)), stderr);
      assert.equal(existsSync(join(folder, 'dist', 'storage.k8s.yaml')), false);
    });

    test('prints ranges, bands, numbers and messages in readable form', () => {
      const [range, bands, number, message] = must('values', { CI: '' }).trim().split('\n');
      assert.deepEqual([range, bands], ['30000-32767', '30000-32767 (static 30000-30085, dynamic 30086-32767)']);
      assert.equal(Number(number), 30009);
      assert.match(message, /shop\/web: .*"https".*Use "http"\. \(port-unknown\)$/);
    });
  });
}
