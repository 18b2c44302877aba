import { didYouMean } from '../../core/text/closest-word';
import { Command, ExitCode, Options, UsageError } from '../args/command';
import { COMMON_OPTIONS, TOP_OPTIONS } from '../args/help';

/** The completion script of each shell. */
const SHELLS: Readonly<Record<string, (commands: readonly Command[]) => string>> = { bash, zsh, fish };

/** The command that prints completions for the given commands and itself. */
export function completionOf(others: readonly Command[]): Command {
  const completion: Command = {
    name: 'completion',
    summary: 'Print a completion script for a shell',
    operands: Object.keys(SHELLS).join('|'),
    words: Object.keys(SHELLS),
    options: {},
    examples: [
      { line: 'source <(cdk8s-nodeport completion bash)', why: 'in ~/.bashrc' },
      { line: 'source <(cdk8s-nodeport completion zsh)', why: 'in ~/.zshrc, after compinit' },
      { line: 'cdk8s-nodeport completion fish > ~/.config/fish/completions/cdk8s-nodeport.fish', why: 'once' },
    ],
    run({ operands: [shell, ...more] }, { stdout }) {
      const names = Object.keys(SHELLS);
      if (!names.includes(shell) || more.length > 0) {
        const typed = [shell, ...more].join(' ');
        const what =
          shell === undefined ? 'Name a shell.' : `There is no completion for ${typed}.${didYouMean(shell, names)}`;
        throw new UsageError(`${what} Use ${names.join(', ')}`);
      }
      stdout.write(SHELLS[shell]([...others, completion]));
      return ExitCode.CLEAN;
    },
  };
  return completion;
}

/** The words that may follow a command. */
function wordsOf(command: Command): string[] {
  return [...(command.words ?? []), ...flagsOf(allOptions(command))];
}

/** The options of a command and its subcommands. */
function allOptions({ options, subcommands = [] }: Command): Options {
  return Object.assign({}, ...subcommands.map(allOptions), options, COMMON_OPTIONS);
}

function flagsOf(options: Options): string[] {
  return Object.keys(options).map((name) => `--${name}`);
}

/** The values of options with a fixed choice, such as `--format`. */
function choicesOf(commands: readonly Command[]): [string, readonly string[]][] {
  const found = commands.flatMap((command) =>
    Object.entries(allOptions(command)).map(([name, { choices = [] }]): [string, readonly string[]] => [
      `--${name}`,
      choices,
    ]),
  );
  return [...new Map(found.filter(([, choices]) => choices.length > 0))];
}

function bash(commands: readonly Command[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  return `# bash completion for cdk8s-nodeport
_cdk8s_nodeport() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} words
  COMPREPLY=()
  case "$previous" in
${choicesOf(commands)
  .map(([flag, choices]) => `    ${flag}) COMPREPLY=($(compgen -W "${choices.join(' ')}" -- "$current")); return ;;`)
  .join('\n')}
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${names} ${flagsOf(TOP_OPTIONS).join(' ')}" -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${commands.map((command) => `    ${command.name}) words="${wordsOf(command).join(' ')}" ;;`).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _cdk8s_nodeport cdk8s-nodeport
`;
}

function zsh(commands: readonly Command[]): string {
  return `#compdef cdk8s-nodeport
_cdk8s_nodeport() {
  local previous=\${words[CURRENT-1]}
  case "$previous" in
${choicesOf(commands)
  .map(([flag, choices]) => `    ${flag}) compadd -- ${choices.join(' ')}; return ;;`)
  .join('\n')}
  esac
  if (( CURRENT == 2 )); then
    local -a commands=(
${commands.map(({ name, summary }) => `      ${quote(`${name}:${summary}`)}`).join('\n')}
    )
    _describe command commands
    compadd -- ${flagsOf(TOP_OPTIONS).join(' ')}
    return
  fi
  case "\${words[2]}" in
${commands.map((command) => `    ${command.name}) compadd -- ${wordsOf(command).join(' ')} ;;`).join('\n')}
  esac
  _files
}
compdef _cdk8s_nodeport cdk8s-nodeport
`;
}

function fish(commands: readonly Command[]): string {
  const lines = commands.flatMap((command) => fishLines(command));
  return `# fish completion for cdk8s-nodeport\n${lines.join('\n')}\n`;
}

function fishLines(command: Command): string[] {
  const { name, summary, words = [] } = command;
  const seen = `-n ${quote(`__fish_seen_subcommand_from ${name}`)}`;
  return [
    `complete -c cdk8s-nodeport -n __fish_use_subcommand -a ${name} -d ${quote(summary)}`,
    ...words.map((word) => `complete -c cdk8s-nodeport ${seen} -a ${word}`),
    ...Object.entries(allOptions(command)).map(([option, { short, type, choices, help }]) =>
      [
        `complete -c cdk8s-nodeport ${seen} -l ${option}`,
        ...(short ? [`-s ${short}`] : []),
        ...(type === 'string' ? ['-r'] : []),
        ...(choices ? [`-f -a ${quote(choices.join(' '))}`] : []),
        `-d ${quote(help)}`,
      ].join(' '),
    ),
  ];
}

function quote(text: string): string {
  return `'${text.replace(/'/g, "'\\''")}'`;
}
