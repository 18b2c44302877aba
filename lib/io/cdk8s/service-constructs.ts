import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareText } from '../../core/findings/place';
import { serviceKey } from '../../core/service/claim';
import { writeAtomically } from '../files/atomic-file';

/** The file, next to the manifests, in which an app records where its Services come from. */
export const CONSTRUCTS_FILE = 'nodeport-constructs.json';

const VERSION = '1.0.0';

/** A Service that an app emitted, and the construct that produced it. */
export interface ServiceConstruct {
  readonly namespace?: string;
  readonly name: string;
  /** The manifest that contains it, relative to the folder of all manifests. */
  readonly file: string;
  /** The path of the construct, as cdk8s records it. */
  readonly path: string;
}

/**
 * Records the Services of an app, sorted; those with the same name in one file keep the order in which they were
 * emitted.
 */
export function writeServiceConstructs(outdir: string, services: readonly ServiceConstruct[]): void {
  const sorted = [...services].sort((a, b) => compareText(keyOf(a), keyOf(b)) || compareText(a.file, b.file));
  const lines = sorted.map(
    ({ namespace, name, file, path }) => `\n    ${JSON.stringify({ namespace, name, file, path })}`,
  );
  writeAtomically(
    join(outdir, CONSTRUCTS_FILE),
    `{\n  "version": "${VERSION}",\n  "services": [${lines.join(',')}\n  ]\n}\n`,
  );
}

/**
 * The recorded Services of an app; none if nothing was recorded, or another version of the format. Throws if the file
 * is broken.
 */
export function readServiceConstructs(outdir: string): readonly ServiceConstruct[] {
  const file = join(outdir, CONSTRUCTS_FILE);
  if (!existsSync(file)) return [];
  const { version, services } = parse(file);
  if (version !== VERSION) return [];
  if (Array.isArray(services) && services.every(isServiceConstruct)) return services;
  throw broken(file, 'it does not list Services');
}

function parse(file: string): { readonly version?: unknown; readonly services?: unknown } {
  try {
    return Object(JSON.parse(readFileSync(file, 'utf8'))) as object;
  } catch (error) {
    throw broken(file, (error as Error).message);
  }
}

function broken(file: string, what: string): Error {
  return new Error(`${file} cannot be read: ${what}. Remove it, and synthesize again`);
}

function isServiceConstruct(value: unknown): value is ServiceConstruct {
  const { namespace, name, file, path } = Object(value) as Record<string, unknown>;
  return [namespace ?? '', name, file, path].every((each) => typeof each === 'string');
}

function keyOf({ namespace, name }: ServiceConstruct): string {
  return serviceKey({ namespace, service: name });
}
