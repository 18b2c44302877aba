import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { completeLock, type PackageLock } from '../projenrc/complete-lock';
import { run } from './support/run';

const ROOT = join(__dirname, '..');
const lock: PackageLock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));

/** What `npm ci` thinks of a lock beside the package.json of this project, without asking any registry. */
function npmCi(packageLock: PackageLock): number | null {
  const folder = mkdtempSync(join(tmpdir(), 'package-lock-'));
  for (const file of ['package.json', '.npmrc']) copyFileSync(join(ROOT, file), join(folder, file));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(packageLock));
  const { status } = run('npm', ['ci', '--dry-run', '--offline', '--ignore-scripts', '--no-audit'], { cwd: folder });
  rmSync(folder, { recursive: true });
  return status;
}

test('package-lock.json has an entry for every platform, so that npm ci accepts it on each', () => {
  expect(completeLock(lock)).toEqual(lock);
});

describe('a lock without the binaries of other platforms, as npm writes it where its registry lacks them', () => {
  const binaries = /core-(darwin|win32)|resolver-binding-(linux-arm|win32)|esbuild\/(aix|darwin)/;
  const packages = Object.fromEntries(Object.entries(lock.packages).filter(([folder]) => !binaries.test(folder)));
  const incomplete = { ...lock, packages };

  test('is accepted by npm ci once it is completed', () => {
    expect(npmCi(completeLock(incomplete))).toBe(0);
  });

  test('gets the version and platform of each back from its name', () => {
    const completed = completeLock(incomplete).packages;
    expect(Object.keys(completed)).toEqual(Object.keys(lock.packages));
    for (const [folder, { version, os, cpu }] of Object.entries(lock.packages)) {
      if (binaries.test(folder)) {
        expect({ folder, ...completed[folder] }).toEqual({ folder, version, os, cpu, dev: true, optional: true });
      }
    }
  });
});
