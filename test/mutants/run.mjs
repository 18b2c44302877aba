/**
 * Mutates the core and prints the mutants that no test noticed. Each file is tried against its own twin alone,
 * `test/core/X/y.test.ts` for `lib/core/X/y.ts`: that is fast, and a twin promises what its file does.
 *
 *     npm run mutants                              the whole core
 *     npm run mutants -- ledger rules/port-taken   a folder and a file
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';

const CORE = 'lib/core';
const DETECTED = ['Killed', 'Timeout'];
const UNDETECTED = ['Survived', 'NoCoverage'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { concurrency: { type: 'string', default: '2' } },
});

const files = readdirSync(CORE, { recursive: true })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => path.slice(0, -'.ts'.length))
  .filter(
    (path) => positionals.length === 0 || positionals.some((part) => path === part || path.startsWith(`${part}/`)),
  )
  .sort();
if (files.length === 0) throw new Error(`No file of ${CORE} matches. Name a folder or a file, for example: ledger`);

const textOf = (file) => readFileSync(join(CORE, `${file}.ts`), 'utf8');
/** A file of types and constants needs no twin. */
const hasFunctions = (file) => /^(export )?(async function|function|(abstract )?class) |=>/m.test(textOf(file));
/** Whether an object with functions is marked `as const`: Stryker mutates nothing inside. */
const isSkipped = (file) => /^[^/*]* => [^]*^} as const/m.test(textOf(file));

/** The results of the mutants of one file. */
function mutate(file) {
  return new Stryker({
    plugins: ['@stryker-mutator/jest-runner'],
    testRunner: 'jest',
    jest: {
      projectType: 'custom',
      configFile: 'test/mutants/jest.json',
      config: { testMatch: [`<rootDir>/test/core/${file}.test.ts`] },
      enableFindRelatedTests: false,
    },
    mutate: [`${CORE}/${file}.ts`],
    // The expected messages in test/refusals cover all texts.
    mutator: { excludedMutations: ['StringLiteral'] },
    // What a twin may use.
    ignorePatterns: [
      '**',
      '!lib/core/**',
      '!test/core/**',
      '!test/support/**',
      '!test/mutants/**',
      '!test/e2e/printed/**',
      '!package.json',
    ],
    coverageAnalysis: 'perTest',
    ignoreStatic: true,
    concurrency: Number(values.concurrency),
    timeoutMS: 4_000,
    tempDirName: `.stryker-tmp/${process.pid}`,
    checkers: [],
    reporters: [],
    logLevel: 'off',
    allowEmpty: true,
  }).runMutationTest();
}

const count = (results, states) => results.filter(({ status }) => states.includes(status)).length;

function row(name, results) {
  const [killed, survived] = [count(results, DETECTED), count(results, UNDETECTED)];
  const score = killed + survived === 0 ? '  - ' : `${((100 * killed) / (killed + survived)).toFixed(1)} %`;
  return `${score.padStart(8)}  ${String(killed).padStart(5)} of ${String(killed + survived).padEnd(5)} ${name}`;
}

const folders = new Map();
const alone = [];
const failed = [];
for (const file of files) {
  if (!existsSync(join('test/core', `${file}.test.ts`))) {
    if (hasFunctions(file)) alone.push(file);
    continue;
  }
  const results = await mutate(file).catch(() => undefined);
  if (results === undefined) {
    failed.push(file);
    continue;
  }
  console.log(row(file, results));
  for (const { status, location, mutatorName, replacement } of results) {
    if (!UNDETECTED.includes(status)) continue;
    const place = `${CORE}/${file}.ts:${location.start.line}:${location.start.column}`;
    console.log(`            ${place} ${mutatorName}: ${replacement?.replace(/\s+/g, ' ').slice(0, 90)}`);
  }
  const folder = file.slice(0, file.lastIndexOf('/'));
  folders.set(folder, [...(folders.get(folder) ?? []), ...results]);
}

console.log('\n   score   killed        folder');
for (const [folder, results] of folders) console.log(row(folder, results));
console.log(row('in all', [...folders.values()].flat()));
if (alone.length > 0) console.log(`\nWithout a twin, and in no score: ${alone.join(', ')}`);
const skipped = files.filter(isSkipped);
if (skipped.length > 0) {
  console.log(
    `\nNot mutated inside \`as const\`; declare these by a function, as in service/rules: ${skipped.join(', ')}`,
  );
}
if (failed.length > 0) {
  console.log(
    '\nFailed without any mutant, or use more than lib/core, test/core, test/support and test/e2e/printed: ' +
      failed.join(', '),
  );
}
process.exitCode = alone.length + failed.length > 0 ? 1 : 0;
