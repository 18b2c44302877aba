import { World } from '../world';

/** The exit code of a command. */
export enum ExitCode {
  /** There are no errors. */
  CLEAN = 0,
  /** The call or an input was invalid, so the result is incomplete. */
  COULD_NOT_RUN = 1,
  /** Every input was read, and there are errors. */
  FINDINGS = 2,
  /** Some input could not be read, and there are errors in the rest. */
  FINDINGS_AND_UNREAD = 3,
}

/** A flag of a command. */
export interface Option {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  readonly multiple?: boolean;
  /** The placeholder of its value in help, such as `RANGE`. */
  readonly value?: string;
  /** Its allowed values, if there are only a few. */
  readonly choices?: readonly string[];
  readonly help: string;
}

/** The flags of a command, by name. */
export type Options = Readonly<Record<string, Option>>;

/** An example command line and its purpose. */
export interface Example {
  readonly line: string;
  readonly why: string;
}

/** The arguments of a command. */
export interface Arguments {
  readonly operands: readonly string[];
  readonly flags: Flags;
}

/** A command: its help, completion and documentation, and what it does. */
export interface Command {
  /** Its full name, such as `check` or `lock list`. */
  readonly name: string;
  readonly summary: string;
  /** Its operands, such as `[RANGE…]`. */
  readonly operands: string;
  /** The allowed values of its first operand, if there are only a few. */
  readonly words?: readonly string[];
  readonly options: Options;
  readonly examples: readonly Example[];
  /** Its subcommands, if it is a group. */
  readonly subcommands?: readonly Command[];
  /** The subcommand of a call that names none. */
  readonly fallback?: Command;
  run(typed: Arguments, world: World): Promise<ExitCode> | ExitCode;
}

/** An invalid call; its message says what to type instead. */
export class UsageError extends Error {}

/** The flags of a call, checked against the options of its command. */
export class Flags {
  constructor(
    private readonly values: Readonly<Record<string, unknown>>,
    /** The flags and their values, in the order typed. */
    public readonly inOrder: readonly (readonly [string, string])[] = [],
  ) {}

  /** The value of a flag; the last one if it was given several times. */
  public text(name: string): string | undefined {
    const value = this.values[name];
    return typeof value === 'string' ? value : undefined;
  }

  /** All values of a repeatable flag. */
  public texts(name: string): readonly string[] {
    const value = this.values[name];
    return Array.isArray(value) ? (value as string[]) : [];
  }

  /** Whether a switch is on; undefined if it was not given. */
  public isOn(name: string): boolean | undefined {
    const value = this.values[name];
    return typeof value === 'boolean' ? value : undefined;
  }
}
