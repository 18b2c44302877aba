import { Command, Example, Option, Options } from './command';

/** The options that every command takes. */
export const COMMON_OPTIONS: Options = {
  help: { type: 'boolean', short: 'h', help: 'Show what the command does, with examples' },
};

/** The options that can be used without a command. */
export const TOP_OPTIONS: Options = {
  ...COMMON_OPTIONS,
  version: { type: 'boolean', help: 'Show the version' },
};

const TOP_EXAMPLES: readonly Example[] = [
  { line: 'cdk8s-nodeport check manifests/', why: 'check every Service of a folder, as one cluster' },
  { line: 'helm template my-chart | cdk8s-nodeport check -', why: 'check what a chart renders' },
  { line: 'cdk8s-nodeport bands 30000-32767', why: 'see where the static band of a range ends' },
];

/** The help of the tool itself. */
export function overview(commands: readonly Command[]): string {
  return sections([
    ['', ['Checks and assigns node ports before they reach the cluster.']],
    ['Usage', ['cdk8s-nodeport COMMAND [OPTION…]']],
    ...commandSection(commands),
    ['Options', optionLines(TOP_OPTIONS)],
    ['Examples', exampleLines(TOP_EXAMPLES)],
    ['Exit codes', ['0  no errors', '1  could not run, or not completely', '2  errors', '3  both']],
  ]);
}

/** The help of one command. */
export function helpOf({ name, operands, summary, options, examples, subcommands = [] }: Command): string {
  return sections([
    ['', [`${summary}.`]],
    ['Usage', [`cdk8s-nodeport ${name}${operands ? ` ${operands}` : ''} [OPTION…]`]],
    ...commandSection(subcommands),
    ['Options', optionLines({ ...options, ...COMMON_OPTIONS })],
    ['Examples', exampleLines(examples)],
  ]);
}

function commandSection(commands: readonly Command[]): [string, string[]][] {
  return commands.length === 0 ? [] : [['Commands', columns(commands.map(({ name, summary }) => [name, summary]))]];
}

/** The syntax of an option, such as `-f, --format FORMAT`. */
export function signature(name: string, { short, value }: Option): string {
  return `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`;
}

function optionLines(options: Options): string[] {
  return columns(
    Object.entries(options).map(([name, option]) => {
      const more = [
        ...(option.choices ? [`one of ${option.choices.join(', ')}`] : []),
        ...(option.multiple ? ['repeatable'] : []),
      ];
      return [signature(name, option), withRemarks(option.help, more)];
    }),
  );
}

/** A text with remarks in brackets, added to those that it ends with. */
function withRemarks(text: string, remarks: readonly string[]): string {
  if (remarks.length === 0) return text;
  const before = text.endsWith(')') ? `${text.slice(0, -1)}; ` : `${text} (`;
  return `${before}${remarks.join('; ')})`;
}

function exampleLines(examples: readonly Example[]): string[] {
  return examples.flatMap(({ line, why }) => [`# ${why}`, line]);
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `${left.padEnd(width)}  ${right}`);
}

function sections(parts: readonly (readonly [string, readonly string[]])[]): string {
  return (
    parts
      .map(([title, lines]) => (title ? [`${title}:`, ...lines.map((line) => `  ${line}`)] : lines).join('\n'))
      .join('\n\n') + '\n'
  );
}
