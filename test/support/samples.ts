import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DOCS, fences } from './pages';

const PAGES = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', ...DOCS];

/** A piece of TypeScript in a page of the documentation. */
export interface Sample {
  readonly name: string;
  readonly code: string;
}

function samplesIn(pages: readonly string[], language: string, ending = ''): Sample[] {
  return pages.flatMap((page) =>
    fences(page, language).map((code, index) => ({ name: `${basename(page, '.md')}-${index + 1}${ending}`, code })),
  );
}

/**
 * Every sample that is an app. Those of the page of findings are generated from apps that run elsewhere, and those of
 * the package for Pulumi are tested there, beside what they import.
 */
export const APPS: readonly Sample[] = samplesIn(
  PAGES.filter((page) => !['findings.md', 'pulumi.md'].includes(basename(page))),
  'ts',
);

/** Every sample that is itself a test. */
const TESTS: readonly Sample[] = samplesIn(PAGES, 'ts jest', '.test');

// As a program, this file writes all of them to where the type check expects them.
if (require.main === module) {
  const folder = join(__dirname, '..', '.samples');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const { name, code } of [...APPS, ...TESTS]) writeFileSync(join(folder, `${name}.ts`), code);
}
