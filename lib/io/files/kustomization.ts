import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { Parser } from '../manifests/tree/parser';
import { Unfolding } from '../manifests/tree/unfolding';

/** The names of a Kustomize file, which makes its folder a kustomization. */
const NAMES = new Set(['kustomization.yaml', 'kustomization.yml', 'Kustomization']);

/** Fields that make objects which no file of the tree holds, or change those that one does. */
const MAKERS = ['helmCharts', 'helmChartInflationGenerator', 'generators', 'transformers', 'replacements'];
/** What a patch names that may change which node ports a Service has. */
const OF_SERVICES = /Service|nodePort|\bports\b/;

/** What the file of a folder says of other files, all by their true paths. */
export interface Kustomization {
  readonly folder: string;
  /** Files that are partial manifests, merged into another one. */
  readonly patches: readonly string[];
  /** Manifests, and folders with a kustomization of their own. */
  readonly resources: readonly string[];
  /** Whether it is part of others, rather than something to build by itself. */
  readonly isComponent: boolean;
  /** Whether what is built may have other node ports than the files have as they are written. */
  readonly mayChangePorts: boolean;
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
  const fields = readFields(resolve(folder, name));
  if (fields === undefined) return undefined;
  const listed = (names: readonly string[]): unknown[] => names.flatMap((each) => itemsOf(fields[each]));
  const patches = listed(['patches', 'patchesStrategicMerge', 'patchesJson6902']);
  const resources = listed(['resources', 'bases', 'components']).map(pathOf).filter(isPath);
  const patchFiles = patches
    .map(pathOf)
    .filter(isPath)
    .map((path) => resolve(folder, path));
  return {
    folder,
    patches: patchFiles,
    resources: resources.map((path) => resolve(folder, path)),
    isComponent: fields.kind === 'Component',
    mayChangePorts:
      MAKERS.some((field) => fields[field] !== undefined) ||
      resources.some(isRemote) ||
      OF_SERVICES.test(JSON.stringify(patches)) ||
      patchFiles.some(namesServices),
  };
}

function readFields(file: string): Record<string, unknown> | undefined {
  try {
    const fields: unknown = parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
    return typeof fields === 'object' && fields !== null ? (fields as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function parse(text: string): unknown {
  const root = new Parser(text).next();
  return root && new Unfolding(text.length).valueOf(root);
}

function itemsOf(list: unknown): unknown[] {
  return Array.isArray(list) ? list : [];
}

function pathOf(item: unknown): unknown {
  return typeof item === 'object' && item !== null ? (item as Record<string, unknown>).path : item;
}

/** An inline patch has lines, and is a path of nothing. */
function isPath(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !value.includes('\n') && !value.includes('\0');
}

function isRemote(resource: string): boolean {
  return /:\/\/|^[\w.-]+@|^github\.com\/|\?ref=/.test(resource);
}

/** Whether a file is about Services; one that cannot be read may be about anything. */
function namesServices(file: string): boolean {
  try {
    return OF_SERVICES.test(readFileSync(file, 'utf8'));
  } catch {
    return true;
  }
}
