import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Typed } from './guarded-cluster';

const FOLDER = join(__dirname, 'printed');

/**
 * What a suite saw a real cluster print: kept in a file, to which the documentation is held by a test that needs no
 * cluster.
 */
export class PrintedMessages {
  private readonly messages: string[] = [];

  /** @param suite the name of the file */
  constructor(private readonly suite: string) {}

  /** Notes what was printed, on standard error where that is a refusal or a warning, and hands it back. */
  public note(title: string, { stdout, stderr }: Pick<Typed, 'stdout' | 'stderr'>): string {
    const text = (stderr || stdout).trim();
    this.messages.push(`== ${title}\n${text}\n`);
    return text;
  }

  /** Holds the file to what was printed; with WRITE_EXPECTED, writes it anew. */
  public check(): void {
    const path = join(FOLDER, `${this.suite}.txt`);
    const printed = this.messages.join('\n');
    if (process.env.WRITE_EXPECTED) writeFileSync(path, printed);
    assert.equal(printed, existsSync(path) ? readFileSync(path, 'utf8') : '');
  }
}
