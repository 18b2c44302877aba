import { resolve } from 'node:path';
import { shellFlag } from '../../core/text/shell';
import { realPath } from '../../io/files/links';
import { outputFault } from '../../io/files/output-check';
import { writeOutput } from '../../io/files/output-file';
import { FORMATS, Format, formatReport } from '../../report/formats';
import { Report } from '../../report/report';
import { Flags, Options, UsageError } from '../args/command';
import { World } from '../world';

/** The flags that say how and where to write a report. */
export const OUTPUT_OPTIONS: Options = {
  format: {
    type: 'string',
    short: 'f',
    value: 'FORMAT',
    multiple: true,
    choices: FORMATS,
    help: 'The format of the report (default: text)',
  },
  output: {
    type: 'string',
    short: 'o',
    value: 'FILE',
    multiple: true,
    help: 'Where the report of the preceding --format goes (default: standard output)',
  },
};

/** One report to write. */
export interface Destination {
  readonly format: Format;
  file?: string;
}

/** Which formats go where. Throws `UsageError` if two would go to the same place. */
export function destinations(flags: Flags, { cwd }: World): readonly Destination[] {
  const found: Destination[] = [];
  for (const [name, value] of flags.inOrder) {
    if (name === 'format') found.push({ format: value as Format });
    if (name !== 'output') continue;
    if (found.length === 0) found.push({ format: 'text' });
    const last = found[found.length - 1];
    if (last.file !== undefined) {
      throw new UsageError(`--output ${value} needs its own format. Write --format json ${shellFlag('output', value)}`);
    }
    last.file = value;
  }
  const all = found.length > 0 ? found : [{ format: 'text' as const }];
  const places = all.map(({ file = '-' }) => (file === '-' ? file : realPath(resolve(cwd, file))));
  const shared = places.find((place, index) => places.indexOf(place) < index);
  if (shared !== undefined) {
    throw new UsageError(
      `Two formats would go to ${shared === '-' ? 'standard output' : all[places.lastIndexOf(shared)].file}. Give ` +
        `each its own --output, as in --format text --format sarif --output nodeports.sarif`,
    );
  }
  return all;
}

/** Throws `UsageError` if a report would overwrite an input or a record, or write through a link. */
export function requireFreeOutputs(to: readonly Destination[], inputs: readonly string[], { cwd }: World): void {
  for (const { file } of to) {
    if (file === undefined || file === '-') continue;
    const fault = outputFault(resolve(cwd, file), { folder: cwd, inputs });
    if (fault !== undefined) {
      throw new UsageError(
        `--output ${file}: ${fault}, so nothing was written. Name another file, such as --output nodeports-report.json`,
      );
    }
  }
}

/**
 * Writes a report to every destination, and returns a message for each one that failed; a failure does not affect the
 * others.
 */
export function writeReport(report: Report, to: readonly Destination[], { cwd, env, stdout }: World): string[] {
  const isColored = stdout.isTerminal && !env.NO_COLOR;
  const failures: string[] = [];
  for (const { format, file } of to) {
    if (file === undefined || file === '-') {
      stdout.write(formatReport(format, report, { isColored }));
      continue;
    }
    try {
      writeOutput(resolve(cwd, file), formatReport(format, report, { isColored: false }), '--output nodeports.json');
    } catch (error) {
      failures.push((error as Error).message);
    }
  }
  return failures;
}
