import { parseArgs } from 'node:util';
import { Arguments, Command, Flags, Option, Options, UsageError } from './command';
import { didYouMean } from '../../core/text/closest-word';

/** Parses the arguments of a command. Throws `UsageError`. */
export function parse(command: Command, argv: readonly string[]): Arguments {
  const { options } = command;
  requireKnown(command, argv);
  try {
    const config = { args: [...argv], options: configOf(options), allowPositionals: true, tokens: true } as const;
    const { values, positionals, tokens } = parseArgs({ ...config, strict: true });
    requireChoices(options, values);
    const inOrder = tokens.flatMap((token) =>
      token.kind === 'option' ? [[token.name, token.value ?? ''] as const] : [],
    );
    return { operands: positionals, flags: new Flags(values, inOrder) };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    // Node's own message, up to its first full stop: the rest is about its API.
    throw new UsageError(
      `${(error as Error).message.split('. ')[0].replace(/\.?$/, '.')} Run cdk8s-nodeport ${command.name} --help`,
    );
  }
}

/** Node reports this too, but without saying which flag was meant. */
function requireKnown({ name, options }: Command, argv: readonly string[]): void {
  const shorts = Object.values(options).map(({ short }) => short);
  const { tokens } = parseArgs({
    args: [...argv],
    options: configOf(options),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== 'option' || Object.hasOwn(options, token.name) || shorts.includes(token.name)) continue;
    throw new UsageError(
      `Unknown option ${token.rawName}.${suggestion(token.rawName, options)} Run cdk8s-nodeport ${name} --help`,
    );
  }
}

/** Names that other tools, or the props of this library, use for a flag: the flag, and its value if it has one. */
const OTHER_NAMES: Readonly<Record<string, readonly [string, string?]>> = {
  '--port-range': ['range'],
  '--service-node-port-range': ['range'],
  '--server-side': ['apply', 'server-side'],
};

function suggestion(typed: string, options: Options): string {
  const [flag, value] = OTHER_NAMES[typed] ?? [];
  if (flag !== undefined && Object.hasOwn(options, flag)) {
    return ` Did you mean ${[`--${flag}`, value].filter(Boolean).join(' ')}?`;
  }
  return didYouMean(
    typed,
    Object.keys(options).map((name) => `--${name}`),
  );
}

function configOf(options: Options): Record<string, Pick<Option, 'type' | 'short' | 'multiple'>> {
  const config = ({ type, short, multiple = false }: Option) => ({ type, multiple, ...(short ? { short } : {}) });
  return Object.fromEntries(Object.entries(options).map(([name, option]) => [name, config(option)]));
}

function requireChoices(options: Options, values: Readonly<Record<string, unknown>>): void {
  for (const [name, { choices }] of Object.entries(options)) {
    if (!choices) continue;
    for (const value of [values[name] ?? []].flat()) {
      if (!choices.includes(String(value))) {
        throw new UsageError(
          `--${name} ${JSON.stringify(value)} is not one of ` +
            `${choices.join(', ')}.${didYouMean(String(value), choices)}`,
        );
      }
    }
  }
}
