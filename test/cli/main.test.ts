import { leafCommands } from '../../lib/cli/args/command-group';
import { COMMANDS } from '../../lib/cli/commands/commands';
import { CATALOGUE } from '../../lib/core/rules/catalogue';
import { closestWord } from '../../lib/core/text/closest-word';
import { cli } from '../support/cli';

describe('the command line', () => {
  test('lists the commands', async () => {
    const { code, stdout, stderr } = await cli(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const { name, summary } of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${name} +${summary}$`, 'm'));
  });

  test.each([...COMMANDS, ...leafCommands(COMMANDS)])(
    'shows the options and examples of $name',
    async ({ name, options, examples }) => {
      const words = name.split(' ');
      for (const argv of [
        [...words, '--help'],
        [...words, '-h'],
        ['help', ...words],
      ]) {
        const { code, stdout } = await cli(argv);
        expect(code).toBe(0);
        for (const option of Object.keys(options)) expect(stdout).toContain(`--${option}`);
        for (const { line } of examples) expect(stdout).toContain(`  ${line}\n`);
      }
    },
  );

  test('prints its version', async () => {
    expect(await cli(['--version'])).toEqual({ code: 0, stdout: '0.0.0\n', stderr: '' });
  });

  test('prints help on standard error if no command is given, and fails', async () => {
    const { code, stdout, stderr } = await cli([]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('Commands:');
  });

  test.each([
    [['band'], 'There is no command "band". Did you mean bands? Run cdk8s-nodeport --help'],
    [['xyzzy'], 'There is no command "xyzzy". Run cdk8s-nodeport --help'],
    [
      ['--versoin'],
      'There is no option --versoin before the command. Did you mean --version? Run cdk8s-nodeport --help',
    ],
    [['bands', '--prot', '1'], 'Unknown option --prot. Did you mean --port? Run cdk8s-nodeport bands --help'],
    [['bands', '-x'], 'Unknown option -x. Run cdk8s-nodeport bands --help'],
    [['check', '--port-range', '1-2'], 'Unknown option --port-range. Did you mean --range?'],
    [['bands', '--port'], "Option '-p, --port <value>' argument missing. Run cdk8s-nodeport bands --help"],
    [['bands', '--port', '0'], '--port "0" is not a port. Write a number from 1 to 65535, such as --port 30080'],
    [['bands', '30000..32767'], 'port range "30000..32767" cannot be used'],
    [['bands', '\u001b[31m'], 'port range "\\u001b[31m" cannot be used'],
    [['\u001b[31m'], 'There is no command "\\u001b[31m".'],
    [
      ['explain', 'port-take'],
      'There is no finding "port-take". Did you mean port-taken? List all codes with cdk8s-nodeport explain',
    ],
  ])('refuses %j, and the message says what to type', async (argv, message) => {
    const { code, stdout, stderr } = await cli(argv);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`cdk8s-nodeport: ${message}`);
  });
});

describe('bands', () => {
  test('shows the table of the default range', async () => {
    expect((await cli(['bands'])).stdout).toBe(`Range properties         Values
service-node-port-range  30000-32767
Band Offset              86
Static band start        30000
Static band end          30085
Dynamic band start       30086
Dynamic band end         32767
`);
  });

  test('shows what a small range lacks, and explains what that means', async () => {
    const { stdout } = await cli(['bands', '30000-30015']);
    expect(stdout).toMatch(
      /^Dynamic band start +N\/A\nDynamic band end +N\/A\nIn a range of 16 ports or fewer, kube-apiserver reserves nothing/m,
    );
  });

  test('shows several ranges one after the other', async () => {
    const { stdout } = await cli(['bands', '30000-32767', '30000-30127']);
    expect(stdout.match(/^Static band end +\d+$/gm)).toEqual([
      'Static band end          30085',
      'Static band end          30015',
    ]);
  });

  test.each([
    ['30009', [], '30009 is in the static band 30000-30085'],
    ['30500', [], '30500 is in the dynamic band 30086-32767'],
    ['29999', [], '29999 is outside the range 30000-32767'],
    ['30009', ['30000-30015'], '30009 is in the static band 30000-30015, but a range of 16 ports reserves nothing'],
  ])('explains port %s in %j: %s', async (port, range, says) => {
    expect((await cli(['bands', '--port', port, ...range])).stdout).toContain(says);
  });
});

describe('explain', () => {
  test.each(Object.keys(CATALOGUE))('explains %s', async (code) => {
    const { stdout } = await cli(['explain', code]);
    expect(stdout).toContain(CATALOGUE[code as keyof typeof CATALOGUE].title);
  });

  test('lists every code', async () => {
    const { stdout } = await cli(['explain']);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    ).toEqual(Object.keys(CATALOGUE));
  });

  test('tells how to accept a finding, or that it cannot be accepted', async () => {
    expect((await cli(['explain', 'service-repeated'])).stdout).toContain("--accept service-repeated='why'");
    expect((await cli(['explain', 'port-taken'])).stdout).not.toContain('--accept');
  });
});

test('the nearest name is proposed only if it is close enough', () => {
  expect([
    closestWord('chek', ['check', 'bands']),
    closestWord('frobnicate', ['check', 'bands']),
    closestWord('x'.repeat(10_000), ['check']),
  ]).toEqual(['check', undefined, undefined]);
});
