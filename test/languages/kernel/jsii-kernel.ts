import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** An answer of the kernel. */
interface Answer {
  readonly ok?: any;
  readonly error?: string;
  readonly callback?: unknown;
}

/** An object that lives in the kernel. */
export interface Reference {
  readonly '$jsii.byref': string;
}

/**
 * The kernel of jsii in its own process. Like every language other than TypeScript, the tests send it a line of
 * JSON, and it answers with one.
 */
export class JsiiKernel {
  /**
   * Starts a kernel.
   *
   * @param entry the file that starts it
   * @param options the folder that it works in, and its environment
   */
  public static async start(
    entry: string,
    options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
  ): Promise<JsiiKernel> {
    const child = spawn(process.execPath, [entry], { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
    const kernel = new JsiiKernel(child);
    await kernel.next();
    return kernel;
  }

  private readonly lines: AsyncIterator<string>;
  private readonly printed: string[] = [];

  private constructor(private readonly child: ChildProcess) {
    this.lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
    createInterface({ input: child.stderr! }).on('line', (line) => this.printed.push(decoded(line)));
  }

  /** What the library has printed on standard error so far. */
  public get stderr(): string {
    return this.printed.join('');
  }

  /** Loads a package of jsii. */
  public async load(name: string, version: string, tarball: string): Promise<void> {
    await this.ask({ api: 'load', name, version, tarball });
  }

  /** Creates an object of a class. */
  public async create(fqn: string, ...args: unknown[]): Promise<Reference> {
    return (await this.ask({ api: 'create', fqn, args })) as Reference;
  }

  /** Calls a method. Throws what the method throws. */
  public async invoke(objref: Reference, method: string, ...args: unknown[]): Promise<any> {
    return (await this.ask({ api: 'invoke', objref, method, args })).result;
  }

  /** Calls a static method. */
  public async sinvoke(fqn: string, method: string, ...args: unknown[]): Promise<any> {
    return (await this.ask({ api: 'sinvoke', fqn, method, args })).result;
  }

  /** Ends the kernel. */
  public async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('close', resolve));
    this.child.stdin!.end('{"exit":0}\n');
    await ended;
  }

  private async ask(request: object): Promise<any> {
    this.child.stdin!.write(`${JSON.stringify(request)}\n`);
    const { ok, error } = await this.next();
    if (error !== undefined) throw new Error(error);
    return ok;
  }

  private async next(): Promise<Answer> {
    const { value, done } = await this.lines.next();
    if (done) throw new Error(`The kernel has ended: ${this.stderr}`);
    return JSON.parse(value) as Answer;
  }
}

/** A value of a struct, as languages without object literals pass it. */
export function struct(fqn: string, data: object): object {
  return { '$jsii.struct': { fqn, data } };
}

/** What the kernel passes on of its standard error: lines that hold text in base64. */
function decoded(line: string): string {
  try {
    const { stderr = '' } = JSON.parse(line) as { stderr?: string };
    return Buffer.from(stderr, 'base64').toString();
  } catch {
    return `${line}\n`;
  }
}
