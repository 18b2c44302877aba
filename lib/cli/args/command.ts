import { World } from '../world';

/** How a command ended, as the shell sees it. */
export enum ExitCode {
  /** Nothing stands in the way. */
  CLEAN = 0,
  /** Something was wrong with the call or an input, so the answer is not complete. */
  COULD_NOT_RUN = 1,
  /** Every input was read, and there are findings that refuse. */
  FINDINGS = 2,
  /** Not every input was read, and there are findings that refuse in what was. */
  FINDINGS_AND_UNREAD = 3,
}

/** A flag of a command. */
export interface Option {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  readonly multiple?: boolean;
  /** What help calls its value, such as `RANGE`. */
  readonly value?: string;
  /** The values that it takes, where it takes only some. */
  readonly choices?: readonly string[];
  readonly help: string;
}

/** The flags of a command, by name. */
export type Options = Readonly<Record<string, Option>>;

/** A line to type, and what it is for. */
export interface Example {
  readonly line: string;
  readonly why: string;
}

/** What was typed after the name of a command. */
export interface Arguments {
  readonly operands: readonly string[];
  readonly flags: Flags;
}

/** One command: what help, completion and the docs say about it, and what it does. */
export interface Command {
  /** What is typed after the name of the tool, such as `check` or `lock list`. */
  readonly name: string;
  readonly summary: string;
  /** Its operands, such as `[RANGE…]`. */
  readonly operands: string;
  /** The words that its first operand can be, where it is one of a few. */
  readonly words?: readonly string[];
  readonly options: Options;
  readonly examples: readonly Example[];
  /** The commands that it leads to, where it does nothing itself. */
  readonly subcommands?: readonly Command[];
  /** The one of them that a call means that names none. */
  readonly fallback?: Command;
  run(typed: Arguments, world: World): Promise<ExitCode> | ExitCode;
}

/** A call that cannot be understood; its message says what to type instead. */
export class UsageError extends Error {}

/** The flags of a call, checked against the options of its command. */
export class Flags {
  constructor(
    private readonly values: Readonly<Record<string, unknown>>,
    /** The flags and their values in the order in which they were typed. */
    public readonly inOrder: readonly (readonly [string, string])[] = [],
  ) {}

  /** The value of a flag; the last one where it was given several times. */
  public text(name: string): string | undefined {
    const value = this.values[name];
    return typeof value === 'string' ? value : undefined;
  }

  /** All values of a flag that may be given several times. */
  public texts(name: string): readonly string[] {
    const value = this.values[name];
    return Array.isArray(value) ? (value as string[]) : [];
  }

  /** Whether a switch is on; undefined where it was not given. */
  public isOn(name: string): boolean | undefined {
    const value = this.values[name];
    return typeof value === 'boolean' ? value : undefined;
  }
}
