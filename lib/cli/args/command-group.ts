import { Command, UsageError } from './command';
import { didYouMean } from '../../core/text/closest-word';

/** A command that only groups others, such as `lock` for `lock list`. */
export function commandGroup(name: string, summary: string, subcommands: readonly Command[]): Command {
  const words = subcommands.map((each) => lastWord(each));
  return {
    name,
    summary,
    operands: words.join('|'),
    words,
    options: {},
    examples: subcommands.flatMap(({ examples }) => examples),
    subcommands,
    run({ operands: [typed] }) {
      const what =
        typed === undefined
          ? `${name} needs a subcommand.`
          : `There is no command ${name} ${typed}.${didYouMean(typed, words)}`;
      throw new UsageError(`${what} Run ${subcommands.map((each) => `cdk8s-nodeport ${each.name}`).join(', or ')}`);
    },
  };
}

const HELP: readonly string[] = ['--help', '-h'];

/** The commands that can run: each group is replaced by its subcommands. */
export function leafCommands(commands: readonly Command[]): Command[] {
  return commands.flatMap((command) => command.subcommands ?? [command]);
}

/**
 * The subcommand that a call names, with the remaining arguments; the command itself if it has no such subcommand.
 */
export function resolveSubcommand(command: Command, argv: readonly string[]): [Command, readonly string[]] {
  const [first, ...rest] = argv;
  const subcommand = command.subcommands?.find((each) => lastWord(each) === first);
  if (subcommand) return [subcommand, rest];
  return [first !== undefined && HELP.includes(first) ? command : (command.fallback ?? command), argv];
}

function lastWord({ name }: Command): string {
  return name.split(' ').at(-1)!;
}
