import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parse } from 'yaml';

/** The names of a Kustomize file, which makes its folder a kustomization. */
const NAMES = new Set(['kustomization.yaml', 'kustomization.yml', 'Kustomization']);

/** What a kustomization says about other files, all by their real paths. */
export interface Kustomization {
  readonly folder: string;
  /** Files that are partial manifests, merged into another one. */
  readonly patches: readonly string[];
  /** Manifests, and folders with a kustomization of their own. */
  readonly resources: readonly string[];
}

/** Whether a file is the one that Kustomize reads. */
export function isKustomization(path: string): boolean {
  return NAMES.has(basename(path));
}

/**
 * Reads the kustomization of a folder; undefined if the file is invalid, which Kustomize itself reports.
 *
 * @see https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/
 */
export function readKustomization(folder: string, name: string): Kustomization | undefined {
  let fields: unknown;
  try {
    fields = parse(readFileSync(resolve(folder, name), 'utf8'), { logLevel: 'silent' });
  } catch {
    return undefined;
  }
  if (typeof fields !== 'object' || fields === null) return undefined;
  const { patches, patchesStrategicMerge, patchesJson6902, resources, bases, components } = fields as Record<
    string,
    unknown
  >;
  // An inline patch has several lines; it is not a path.
  const paths = (list: unknown): string[] =>
    itemsOf(list)
      .map((item) => pathOf(item))
      .filter(isPath)
      .map((path) => resolve(folder, path));
  return {
    folder,
    patches: [patches, patchesStrategicMerge, patchesJson6902].flatMap(paths),
    resources: [resources, bases, components].flatMap(paths),
  };
}

function itemsOf(list: unknown): unknown[] {
  return Array.isArray(list) ? list : [];
}

function pathOf(item: unknown): unknown {
  return typeof item === 'object' && item !== null ? (item as Record<string, unknown>).path : item;
}

function isPath(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !value.includes('\n') && !value.includes('\0');
}
