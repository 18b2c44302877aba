import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from '../languages/parts/cache';
import { must } from '../languages/parts/command';

const PYTHON_TOOLS = ['pre-commit==4.7.0', 'check-jsonschema==0.39.0'];
const ACTIONLINT = { module: 'github.com/rhysd/actionlint', version: 'v1.7.12' };

/** The programs that read the action, the hook and the workflows of users. */
export interface Tools {
  readonly preCommit: string;
  /** Knows the schemas of GitHub's and GitLab's files without asking a server. */
  readonly checkJsonschema: string;
  readonly actionlint: string;
}

/** Finds the programs, and installs or builds once what is missing. Throws if Python or Go is missing. */
export function tools(): Tools {
  const python = cached('doors', [must('python3', ['--version']), ...PYTHON_TOOLS], (empty) => {
    must('python3', ['-m', 'venv', empty]);
    must(join(empty, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', ...PYTHON_TOOLS]);
  });
  return {
    preCommit: join(python, 'bin', 'pre-commit'),
    checkJsonschema: join(python, 'bin', 'check-jsonschema'),
    actionlint: actionlint(),
  };
}

function actionlint(): string {
  const { module, version } = ACTIONLINT;
  const folder = cached('actionlint', [must('go', ['version']), module, version], (empty) => {
    const env = { ...process.env, GOWORK: 'off' };
    mkdirSync(empty, { recursive: true });
    writeFileSync(join(empty, 'go.mod'), 'module example.com/actionlint\n\ngo 1.25\n');
    must('go', ['get', `${module}/cmd/actionlint@${version}`], { cwd: empty, env });
    must('go', ['build', '-o', 'actionlint', `${module}/cmd/actionlint`], { cwd: empty, env });
  });
  return join(folder, 'actionlint');
}
