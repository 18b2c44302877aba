import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { Parser } from '../manifests/tree/parser';
import { Unfolding } from '../manifests/tree/unfolding';

/** The file names that make their folder a kustomization. */
const NAMES = new Set(['kustomization.yaml', 'kustomization.yml', 'Kustomization']);

/** Fields that generate objects, or change those in files. */
const GENERATORS = ['helmCharts', 'helmChartInflationGenerator', 'generators', 'transformers', 'replacements'];
/** What a patch contains if it may change the node ports of a Service. */
const OF_SERVICES = /Service|nodePort|\bports\b/;

/** What a kustomization refers to; all paths are real paths. */
export interface Kustomization {
  readonly folder: string;
  /** Partial manifests, which are merged into others. */
  readonly patches: readonly string[];
  /** Manifests, and folders that are kustomizations themselves. */
  readonly resources: readonly string[];
  /** Whether it is a component, which is only built as part of others. */
  readonly isComponent: boolean;
  /** Whether the build may have other node ports than the files themselves. */
  readonly mayChangePorts: boolean;
}

/** Whether a file is a kustomization file. */
export function isKustomization(path: string): boolean {
  return NAMES.has(basename(path));
}

/** Whether the folder of a file is a kustomization that lists it. */
export function isBuiltInFolder(path: string): boolean {
  return [...NAMES].some((name) => readKustomization(dirname(path), name)?.resources.includes(path) ?? false);
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
      GENERATORS.some((field) => fields[field] !== undefined) ||
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

/** Whether an entry is a path; an inline patch has several lines. */
function isPath(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !value.includes('\n') && !value.includes('\0');
}

function isRemote(resource: string): boolean {
  return /:\/\/|^[\w.-]+@|^github\.com\/|\?ref=/.test(resource);
}

/** Whether a patch file may concern a Service; assumed of a file that cannot be read. */
function namesServices(file: string): boolean {
  try {
    return OF_SERVICES.test(readFileSync(file, 'utf8'));
  } catch {
    return true;
  }
}
