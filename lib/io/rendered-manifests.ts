import { readFileSync } from 'node:fs';
import { LineCounter, parseAllDocuments } from 'yaml';

/** One document of a manifest file. */
export interface RenderedDocument {
  readonly file: string;
  /** The line at which its content starts, from 1. */
  readonly line: number;
  readonly value: unknown;
}

/** Reads a manifest that a tool wrote, document by document. Throws, with file, line and column, where it is not YAML. */
export function readRendered(file: string): RenderedDocument[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(readFileSync(file, 'utf8'), { lineCounter: lines, prettyErrors: false });
  if (!Array.isArray(documents)) return [];
  return documents.flatMap((document) => {
    const [broken] = document.errors;
    if (broken) {
      const { line, col } = lines.linePos(broken.pos[0]);
      throw new Error(`${file}:${line}:${col}: it is not valid YAML: ${broken.message}`);
    }
    const value: unknown = document.toJS();
    // cdk8s ends files with an empty document now and then.
    return value === null ? [] : [{ file, line: lines.linePos(document.contents?.range?.[0] ?? 0).line, value }];
  });
}
