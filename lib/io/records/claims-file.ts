import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { PlacedClaim, readClusterClaim } from '../../core/claims/cluster-claim';
import { usageError } from '../../core/findings/finding';
import { shellWord } from '../../core/text/shell';
import { yamlValues } from '../manifests/document-values';
import { TextPlaces } from '../manifests/text-places';
import { YamlNode } from '../manifests/tree/node';
import { Unfolding } from '../manifests/tree/unfolding';
import { YamlFault } from '../manifests/tree/yaml-fault';

/**
 * Reads the output of `kubectl get nodeportclaims -o yaml`. Throws `claims-invalid`, with file, line and column.
 *
 * @param path the name of the file in findings and errors
 * @param absolute the absolute path of the file
 */
export function readClaimsFile(path: string, absolute = resolve(path)): PlacedClaim[] {
  return parseClaims(textOf(path, absolute), path);
}

/** Reads claims from the text of a file. Throws as `readClaimsFile` does. */
export function parseClaims(text: string, path: string): PlacedClaim[] {
  const places = new TextPlaces(path, text, 1);
  try {
    return [...claimsIn(text.replace(/^\uFEFF/, ''), places)];
  } catch (error) {
    if (!(error instanceof YamlFault)) throw error;
    throw invalid(places.at(error.at), `it is not valid YAML: ${error.message}`);
  }
}

function* claimsIn(text: string, places: TextPlaces): Generator<PlacedClaim> {
  const unfolding = new Unfolding(text.length);
  for (const root of yamlValues(text)) {
    for (const node of objectsOf(root, unfolding)) {
      const place = places.at(node.at);
      const claim = readClusterClaim(unfolding.valueOf(node));
      if (!claim) throw invalid(place, 'it is not a NodePortClaim');
      yield { claim, place };
    }
  }
}

/** The objects of a document: the items of a list, or itself. An empty document has none. */
function objectsOf(root: YamlNode, unfolding: Unfolding): readonly YamlNode[] {
  if (root.kind === 'scalar' && root.value === null) return [];
  const items = unfolding.fieldOf(root, 'items');
  return items?.kind === 'list' ? items.items : [root];
}

function textOf(path: string, absolute: string): string {
  try {
    return readFileSync(absolute, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT') throw invalid(path, `it cannot be read: ${message}`);
    throw invalid(path, 'there is no such file', path);
  }
}

function invalid(who: string, what: string, exportTo = otherThan(who)): Error {
  const wayOut = `Export the claims: kubectl get nodeportclaims -o yaml > ${shellWord(exportTo)}`;
  return usageError('claims-invalid', { who, what, wayOut });
}

/** A file that holds something else may be needed, so nothing is exported over it. */
function otherThan(place: string): string {
  return /^claims\.yaml(:\d+:\d+)?$/.test(basename(place)) ? 'nodeportclaims.yaml' : 'claims.yaml';
}
