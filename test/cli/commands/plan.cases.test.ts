import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { cli, filesIn } from '../../support/cli';
import { PlanJson } from '../../support/plan-json';

/** A live cluster, manifests, and what a real kubectl, Helm and API server made of them, tool by tool. */
interface Case {
  readonly snapshot: string;
  readonly next: readonly object[];
  readonly plans: readonly ExpectedPlan[];
}

interface ExpectedPlan {
  /** The options of `plan`, besides the snapshot and the manifests. */
  readonly options: string;
  readonly verdict: string;
  readonly changes: readonly string[];
  readonly refused?: readonly string[];
  /** For a refusal of which nobody knows whom it meets, the Services among which it does. */
  readonly oneOf?: readonly (readonly string[])[];
  readonly risks?: readonly string[];
  /** The commands to type. */
  readonly sequence?: readonly string[];
}

const FOLDER = join(__dirname, 'plan-cases');
const CASES = readdirSync(FOLDER)
  .sort()
  .map((file): [string, Case] => [basename(file, '.yaml'), parse(readFileSync(join(FOLDER, file), 'utf8')) as Case]);

test.each(CASES)('%s', async (_, { snapshot, next, plans }) => {
  const manifests = next.map((each, index): [string, string] => [
    `next/${String(index).padStart(2, '0')}.json`,
    JSON.stringify(each),
  ]);
  const cwd = filesIn({ 'now.snapshot.yaml': snapshot, ...Object.fromEntries(manifests) });
  const planned = await Promise.all(plans.map(async ({ options }) => planWith(options, cwd)));
  expect(planned).toEqual(plans);
});

/** Plans as text and as JSON, which agree on the exit code. */
async function planWith(options: string, cwd: string): Promise<ExpectedPlan> {
  const argv = ['plan', '--live', 'now.snapshot.yaml', ...options.split(' ').filter(Boolean), 'next'];
  const [text, json] = [await cli(argv, { cwd }), await cli([...argv, '--format', 'json'], { cwd })];
  const { verdict, changes, refusals, risks } = JSON.parse(json.stdout) as PlanJson;
  expect([text.code, json.code]).toEqual(verdict === 'unsafe' ? [2, 2] : [0, 0]);
  return {
    options,
    verdict,
    changes: changes.map(
      ({ kind, service, port, from, to }) =>
        `${service} ${port}: ${kind} ${from ?? '-'} ${to ?? (kind === 'retired' ? '-' : 'picked')}`,
    ),
    ...listed(
      'refused',
      refusals.map(({ service, error }) => `${service}: ${error}`),
    ),
    ...listed(
      'oneOf',
      refusals.flatMap(({ oneOf }) => (oneOf ? [oneOf] : [])),
    ),
    ...listed(
      'risks',
      risks.map(({ service, because }) => `${service}: ${because}`),
    ),
    ...listed(
      'sequence',
      [...text.stdout.matchAll(/^ {5}(\S.*)$/gm)].map(([, line]) => line),
    ),
  };
}

/** What is empty is left out of a case. */
function listed(name: 'refused' | 'oneOf' | 'risks' | 'sequence', lines: readonly unknown[]): Partial<ExpectedPlan> {
  return lines.length === 0 ? {} : { [name]: lines };
}
