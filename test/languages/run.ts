/**
 * Runs the suites of other languages: `npm run languages` runs all of them, `npm run languages -- python kernel` those
 * that are named.
 *
 * A suite whose tools are missing on this machine is left out and reported; the run fails only if the suite was named.
 * Suites after `--try` are run like the named ones, but may be left out: `npm run languages -- kernel python --try go
 * java`.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { goParts } from './parts/go';
import { javaParts } from './parts/java';
import { kernelFrom, pythonParts } from './parts/python';

/** The suites, and what finds or installs the tools of each. */
const SUITES: Readonly<Record<string, () => unknown>> = {
  kernel: () => kernelFrom(pythonParts()),
  python: pythonParts,
  go: goParts,
  java: javaParts,
};

interface Wanted {
  readonly named: readonly string[];
  readonly tried: readonly string[];
}

function readArguments(args: readonly string[]): Wanted {
  if (args.length === 0) return { named: [], tried: Object.keys(SUITES) };
  const border = args.includes('--try') ? args.indexOf('--try') : args.length;
  return { named: args.slice(0, border), tried: args.slice(border + 1) };
}

/** Why the tools of a suite are not available; undefined if they are. */
function missing(suite: string): string | undefined {
  console.error(
    `${suite}: looking for its tools; what is missing is installed or built once, which may take some minutes`,
  );
  try {
    SUITES[suite]();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function main(args: readonly string[]): number {
  const { named, tried } = readArguments(args);
  const unknown = [...named, ...tried].find((name) => !Object.hasOwn(SUITES, name));
  if (unknown !== undefined) {
    console.error(
      `There is no suite ${unknown}. Choose from: ${Object.keys(SUITES).join(', ')}. Type: npm run languages -- kernel`,
    );
    return 1;
  }
  const leftOut = [...named, ...tried]
    .map((suite) => ({ suite, reason: missing(suite) }))
    .filter(({ reason }) => reason !== undefined);
  for (const { suite, reason } of leftOut) console.error(`${suite}: left out, since its tools are missing: ${reason}`);
  const rest = [...named, ...tried].filter((name) => !leftOut.some(({ suite }) => suite === name));
  const failed = rest.length > 0 && runSuites(rest) !== 0;
  return failed || leftOut.some(({ suite }) => named.includes(suite)) ? 1 : 0;
}

/** One suite at a time: each starts its own kernels, and compiles. */
function runSuites(suites: readonly string[]): number | null {
  const files = suites.map((suite) => join(__dirname, `${suite}.suite.ts`));
  return spawnSync(
    process.execPath,
    ['--import', 'tsx', '--test', '--test-concurrency=1', '--test-reporter=spec', ...files],
    { stdio: 'inherit' },
  ).status;
}

process.exitCode = main(process.argv.slice(2));
