import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Document, LineCounter, isMap, isSeq, parseAllDocuments } from 'yaml';
import { ClusterClaim, readClusterClaim } from '../../core/claims/cluster-claim';
import { usageError } from '../../core/findings/finding';

/** A claim of a cluster, and its place in a file. */
export interface RecordedClaim {
  readonly claim: ClusterClaim;
  /** Such as `claims.yaml:12:7`. */
  readonly place: string;
}

/**
 * Reads the output of `kubectl get nodeportclaims -o yaml`. Throws `claims-invalid`, with file, line and column.
 *
 * @param path the name of the file in findings and errors
 * @param absolute the absolute path of the file
 */
export function readClaimsFile(path: string, absolute = resolve(path)): RecordedClaim[] {
  return parseClaims(textOf(path, absolute), path);
}

/** Reads claims from the text of a file. Throws as `readClaimsFile` does. */
export function parseClaims(text: string, path: string): RecordedClaim[] {
  const lines = new LineCounter();
  const placeOf = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${path}:${line || 1}:${col || 1}`;
  };
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false });
  return [...documents].flatMap((document: Document.Parsed) => {
    const [broken] = document.errors;
    if (broken) throw invalid(placeOf(broken.pos[0]), `it is not valid YAML: ${broken.message.replace(/\s+/g, ' ')}`);
    return claimNodesIn(document).map((node) => {
      const place = placeOf((node as { range?: readonly number[] }).range?.[0] ?? 0);
      const claim = readClusterClaim((node as { toJS(document: Document): unknown }).toJS(document));
      if (!claim) throw invalid(place, 'it is not a NodePortClaim');
      return { claim, place };
    });
  });
}

/** The objects of a document: the items of a list, or itself. An empty document has none. */
function claimNodesIn({ contents }: Document.Parsed): readonly unknown[] {
  if (!isMap(contents)) return contents === null ? [] : [contents];
  const items = contents.get('items', true);
  return isSeq(items) ? items.items : [contents];
}

function textOf(path: string, absolute: string): string {
  try {
    return readFileSync(absolute, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw invalid(path, code === 'ENOENT' ? 'there is no such file' : `it cannot be read: ${message}`);
  }
}

function invalid(who: string, what: string): Error {
  const file = who.replace(/:\d+:\d+$/, '');
  const wayOut = `Take a new one: kubectl get nodeportclaims -o yaml > ${file}`;
  return usageError('claims-invalid', { who, what, wayOut });
}
