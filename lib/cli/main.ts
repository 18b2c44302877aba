import { Command, ExitCode, UsageError } from './args/command';
import { resolveSubcommand } from './args/command-group';
import { COMMON_OPTIONS, helpOf, overview } from './args/help';
import { parse } from './args/parse';
import { COMMANDS } from './commands/commands';
import { packageVersion } from './version';
import { World, tell } from './world';
import { didYouMean } from '../core/text/closest-word';
import { printableLines } from '../core/text/printable';

/** Runs a command line. Every failure ends in a message and an exit code, never in a stack trace. */
export async function main(argv: readonly string[], world: World): Promise<ExitCode> {
  const [name, ...rest] = argv;
  try {
    if (name === undefined) {
      world.stderr.write(overview(COMMANDS));
      return ExitCode.COULD_NOT_RUN;
    }
    return await runNamed(name, rest, world);
  } catch (error) {
    const { message } = error as Error;
    tell(world, message);
    if (!(error instanceof UsageError) && world.env.DEBUG) {
      world.stderr.write(`${printableLines((error as Error).stack ?? '')}\n`);
    }
    return ExitCode.COULD_NOT_RUN;
  }
}

async function runNamed(name: string, rest: readonly string[], world: World): Promise<ExitCode> {
  if (name === '--version') return say(world, `${packageVersion()}\n`);
  if (name === '--help' || name === '-h' || name === 'help') return say(world, helpFor(rest));
  const [command, argv] = resolveSubcommand(find(name), rest);
  const { operands, flags } = parse({ ...command, options: { ...command.options, ...COMMON_OPTIONS } }, argv);
  if (flags.isOn('help')) return say(world, helpOf(command));
  return command.run({ operands, flags }, world);
}

function helpFor([name, ...rest]: readonly string[]): string {
  return name === undefined ? overview(COMMANDS) : helpOf(resolveSubcommand(find(name), [...rest, '--help'])[0]);
}

function find(name: string): Command {
  const command = COMMANDS.find((each) => each.name === name);
  if (command) return command;
  const what = name.startsWith('-')
    ? `There is no option ${name} before the command.`
    : `There is no command ${JSON.stringify(name)}.`;
  throw new UsageError(
    `${what}${didYouMean(name, [...COMMANDS.map((each) => each.name), '--help', '--version'])} Run ` +
      `cdk8s-nodeport --help`,
  );
}

function say({ stdout }: World, text: string): ExitCode {
  stdout.write(text);
  return ExitCode.CLEAN;
}
