import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Typed } from './guarded-cluster';

const FOLDER = join(__dirname, 'printed');

/**
 * What a real cluster printed during a suite, kept in a file. A test that needs no cluster compares the documentation
 * with it.
 */
export class PrintedMessages {
  private readonly messages: string[] = [];

  /** @param suite the name of the file */
  constructor(private readonly suite: string) {}

  /** Records and returns what was printed; refusals and warnings are on standard error. */
  public note(title: string, { stdout, stderr }: Pick<Typed, 'stdout' | 'stderr'>): string {
    const text = (stderr || stdout).trim();
    this.messages.push(`== ${title}\n${text}\n`);
    return text;
  }

  /** Compares the file with what was printed; with WRITE_EXPECTED, rewrites it. */
  public check(): void {
    const path = join(FOLDER, `${this.suite}.txt`);
    const printed = this.messages.join('\n');
    if (process.env.WRITE_EXPECTED) writeFileSync(path, printed);
    assert.equal(printed, existsSync(path) ? readFileSync(path, 'utf8') : '');
  }
}
