import { leafCommands } from '../../../lib/cli/args/command-group';
import { COMMANDS } from '../../../lib/cli/commands/commands';
import { FORMATS } from '../../../lib/report/formats';
import { cli } from '../../support/cli';
import { run } from '../../support/run';

describe('completion', () => {
  test.each<[string, string[]]>([
    ['', [...COMMANDS.map(({ name }) => name), '--help', '--version']],
    ['che', ['check']],
    ['check --str', ['--strict']],
    ['check --format ', [...FORMATS]],
    ['check . --format ma', ['markdown']],
    ['lock ver', ['verify']],
    ['explain port-re', ['port-repeated', 'port-reserved', 'port-retired']],
    ['completion ', ['bash', 'zsh', 'fish', '--help']],
  ])('completes "%s" in bash', async (line, words) => {
    const { stdout: script } = await cli(['completion', 'bash']);
    const typed = ['cdk8s-nodeport', ...line.split(' ')];
    const ask =
      `${script}\nCOMP_WORDS=(${typed.map((word) => `'${word}'`).join(' ')}); ` +
      `COMP_CWORD=${typed.length - 1}; _cdk8s_nodeport; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { status, stdout, stderr } = run('bash', ['-c', ask]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.trim().split('\n').sort()).toEqual([...words].sort());
  });

  test.each(['bash', 'zsh', 'fish'])('contains every command and option in %s', async (shell) => {
    const { stdout } = await cli(['completion', shell]);
    for (const { name, options } of leafCommands(COMMANDS)) {
      expect(stdout).toContain(name.split(' ').at(-1));
      for (const option of Object.keys(options)) {
        expect(stdout).toContain(shell === 'fish' ? `-l ${option}` : `--${option}`);
      }
    }
  });

  test('refuses other shells, and says which there are', async () => {
    expect(await cli(['completion', 'fsh'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'cdk8s-nodeport: There is no completion for fsh. Did you mean zsh? Use bash, zsh, fish\n',
    });
    expect((await cli(['completion'])).stderr).toContain('Name a shell. Use bash, zsh, fish');
  });
});
