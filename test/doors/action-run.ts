import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { parse } from 'yaml';
import { Outcome, run } from '../support/run';

/** A step of the action that runs a script. */
interface ScriptStep {
  readonly run: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The parts of action.yml that the tests use. */
interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly default: string; readonly description: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
  readonly runs: { readonly steps: readonly Partial<ScriptStep>[] };
}

/** How the action is used. */
export interface Use {
  /** The folder that holds action.yml. */
  readonly action: string;
  /** The folder of the job. */
  readonly workspace: string;
  readonly inputs?: Readonly<Record<string, string>>;
  /** A folder of programs that are found before all others. */
  readonly programs?: string;
}

/** The result of using the action. */
export interface Used extends Outcome {
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** The report that the next step would upload; undefined if there is none. */
  readonly sarif?: string;
}

/** Reads action.yml. */
export function readAction(folder: string): ActionFile {
  return parse(readFileSync(join(folder, 'action.yml'), 'utf8')) as ActionFile;
}

/** Runs the script of the action as GitHub's runner does, which replaces the expressions in `env`. */
export function useAction({ action, workspace, inputs = {}, programs = '' }: Use): Used {
  const { inputs: declared, runs } = readAction(action);
  const temporary = mkdtempSync(join(tmpdir(), 'runner-'));
  const [output, summary, script] = ['output', 'summary.md', 'script.sh'].map((name) => join(temporary, name));
  const values: Record<string, string> = { 'github.action_path': action };
  for (const [name, { default: value }] of Object.entries(declared)) values[`inputs.${name}`] = inputs[name] ?? value;
  const step = runs.steps.find((each): each is ScriptStep => each.run !== undefined)!;
  writeFileSync(script, step.run);
  writeFileSync(output, '');
  const env = Object.fromEntries(Object.entries(step.env).map(([name, text]) => [name, evaluated(text, values)]));
  const outcome = run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
    cwd: workspace,
    env: {
      ...env,
      PATH: [programs, dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
      RUNNER_TEMP: temporary,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
    },
  });
  const outputs = outputsIn(readFileSync(output, 'utf8'));
  const used = { ...outcome, outputs, summary: textOf(summary) ?? '', sarif: textOf(outputs.sarif) };
  rmSync(temporary, { recursive: true });
  return used;
}

/** A text with its expressions replaced; an unknown one is an error of the action. */
function evaluated(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{\{ ([^}]+) \}\}/g, (expression, name: string) => {
    if (!Object.hasOwn(values, name)) throw new Error(`${expression} means nothing to the runner`);
    return values[name];
  });
}

function outputsIn(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/^([^=\n]+)=(.*)$/gm)].map(([, name, value]) => [name, value]));
}

function textOf(path: string | undefined): string | undefined {
  try {
    return path ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
