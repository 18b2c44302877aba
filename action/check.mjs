// What action.yml runs: reads the inputs from the environment, checks, and hands the report to the steps that follow.
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandFile } from './command-file.mjs';
import { flag, lines, text } from './inputs.mjs';

/** What is typed. Paths follow `--`, since their names may come from a pull request. */
function argumentsOf(sarif) {
  const reports = ['--format', 'github', '--format', 'sarif', '--output', sarif];
  const summary = process.env.GITHUB_STEP_SUMMARY;
  if (summary) reports.push('--format', 'markdown', '--output', summary);
  const strict = flag('strict') ? ['--strict'] : [];
  return ['check', ...strict, ...lines('args'), ...reports, '--', ...lines('paths'), ...lines('lock')];
}

function main() {
  flag('upload-sarif');
  const sarif = join(process.env.RUNNER_TEMP, 'nodeports.sarif');
  rmSync(sarif, { force: true });
  const { status } = spawnSync(process.execPath, [commandFile(text('version')), ...argumentsOf(sarif)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const outputs = { 'exit-code': status ?? 1, 'sarif': existsSync(sarif) ? sarif : '' };
  for (const [name, value] of Object.entries(outputs)) appendFileSync(process.env.GITHUB_OUTPUT, `${name}=${value}\n`);
  return outputs['exit-code'];
}

try {
  process.exitCode = main();
} catch ({ message }) {
  process.stderr.write(`cdk8s-nodeport: ${message}\n`);
  process.exitCode = 1;
}
