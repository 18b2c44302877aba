import { ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What kubectl reads in a text. */
export interface KubectlReading {
  /** The Services that it would send, as `namespace/name=30001,30002`. */
  readonly services: readonly string[];
  /** What it would complain about; it may still send some Services. */
  readonly error?: string;
}

/** The reader of kubectl, as a process that answers many questions. */
export class KubectlReader {
  private readonly process: ChildProcessWithoutNullStreams;
  private readonly answers: AsyncIterator<string>;

  constructor() {
    const binary = execFileSync(join(__dirname, 'build.sh'), {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    }).trim();
    this.process = spawn(binary, { stdio: ['pipe', 'pipe', 'inherit'] }) as unknown as ChildProcessWithoutNullStreams;
    this.answers = createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
  }

  /** Reads many texts at once, which saves a round trip for each. */
  public async readAll(texts: readonly Buffer[]): Promise<KubectlReading[]> {
    for (const text of texts) this.process.stdin.write(Buffer.concat([Buffer.from(`${text.length}\n`), text]));
    const readings: KubectlReading[] = [];
    for (const _ of texts) readings.push(JSON.parse((await this.answers.next()).value as string) as KubectlReading);
    return readings;
  }

  public end(): void {
    this.process.stdin.end();
  }
}
