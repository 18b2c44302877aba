import { ApplyTool, Way } from './apply-tools';
import { UpdatingClient, afterUpdate, changesBetween, findManager } from './field-changes';
import { serverSideApply } from './server-side-apply';
import { isEmptyPatch, patched } from './strategic-merge';
import { threeWayPatch } from './three-way-patch';
import { FieldManager, entryPath } from '../live/field-managers';
import { LiveService } from '../live/live-service';
import { storedFields, withDefaults } from '../live/service-state';
import { Fields, ServiceFields, withoutNulls } from '../service/service-fields';

/**
 * A live Service after what a tool sends is merged into it, before the API server defaults, allocates and validates.
 */
export interface MergedService {
  readonly fields: ServiceFields;
  /** Who owns which fields afterwards; undefined if that was unknown before. */
  readonly managers?: readonly FieldManager[];
  /** What `kubectl apply` wrote last, as of then. */
  readonly applied?: ServiceFields;
}

const NO_FIELDS: ServiceFields = { scalars: {} };

/**
 * Merges a manifest into a live Service as a tool does.
 *
 * @returns undefined if the tool has nothing to send
 * @throws PatchRefused, ApplyConflict, ApplyMalformed if the tool or the API server rejects it
 */
export function mergedBy(way: Way, live: LiveService, manifest: ServiceFields): MergedService | undefined {
  switch (way.tool) {
    case ApplyTool.KUBECTL:
      return clientSide(live, manifest);
    case ApplyTool.SERVER_SIDE:
      return serverSide(way, live, manifest);
    case ApplyTool.HELM:
      return way.isServerSide ? serverSide(way, live, manifest) : helm(live, manifest);
    case ApplyTool.REPLACE:
      return replaced(way, live, manifest);
  }
}

/** The Service that a tool creates from a manifest, and who owns which fields of it. */
export function createdBy(way: Way, manifest: ServiceFields): MergedService {
  const name = MANAGERS[way.tool];
  if (way.tool === ApplyTool.SERVER_SIDE || way.isServerSide) {
    return serverSideApply({ live: NO_FIELDS, config: manifest, managers: [], manager: name });
  }
  const fields = withoutNulls(manifest);
  const writesLastApplied = way.tool === ApplyTool.KUBECTL || way.savesConfig === true;
  const changes = changesBetween(NO_FIELDS, storedFields(withDefaults(fields)));
  return {
    fields,
    managers: afterUpdate([], { name, writesLastApplied }, changes),
    applied: writesLastApplied ? manifest : undefined,
  };
}

/** The name of each tool among field managers. */
const MANAGERS: Readonly<Record<ApplyTool, string>> = {
  [ApplyTool.KUBECTL]: 'kubectl-client-side-apply',
  [ApplyTool.SERVER_SIDE]: 'kubectl',
  [ApplyTool.HELM]: 'helm',
  [ApplyTool.REPLACE]: 'kubectl-replace',
};

/** Whether Helm applied a Service on the server side, as Helm 4 does. */
export function isServerSideService({ managers }: Pick<LiveService, 'managers'>): boolean {
  return managers !== undefined && findManager(managers, 'helm', 'Apply') !== undefined;
}

/** What Helm 3 compares a manifest with: the last manifest of the release, or the new one if that lacks the Service. */
function formerManifest(live: LiveService, manifest: ServiceFields): ServiceFields {
  const { released } = live;
  return released ? (released.fields ?? manifest) : inferredManifest(live);
}

/** The last manifest of a release as far as owners show it: Helm owns what it wrote until others change it. */
function inferredManifest({ state, managers = [] }: LiveService): ServiceFields {
  const owned = findManager(managers, 'helm', 'Update')?.fields ?? new Set<string>();
  const { scalars, ports = [] } = storedFields(state);
  const kept = (fields: Fields, prefix: string): Fields =>
    Object.fromEntries(Object.entries(fields).filter(([name]) => owned.has(`${prefix}${name}`)));
  return {
    scalars: kept(scalars, ''),
    ports: ports
      .filter((entry) => owned.has(entryPath(entry)))
      .map((entry) => ({ port: entry.port, ...kept(entry, `${entryPath(entry)}.`) })),
  };
}

function clientSide(live: LiveService, manifest: ServiceFields): MergedService {
  const current = storedFields(live.state);
  const fields = patched(current, threeWayPatch(live.applied ?? NO_FIELDS, manifest, current));
  const writesLastApplied = JSON.stringify(live.applied) !== JSON.stringify(manifest);
  return { ...updated(live, fields, { name: MANAGERS[ApplyTool.KUBECTL], writesLastApplied }), applied: manifest };
}

function helm(live: LiveService, manifest: ServiceFields): MergedService | undefined {
  const current = storedFields(live.state);
  const patch = threeWayPatch(formerManifest(live, manifest), manifest, current);
  if (isEmptyPatch(patch)) return undefined;
  return { ...updated(live, patched(current, patch), { name: MANAGERS[ApplyTool.HELM] }), applied: live.applied };
}

function serverSide({ tool, forcesConflicts }: Way, live: LiveService, config: ServiceFields): MergedService {
  const { state, managers = [], applied } = live;
  const result = serverSideApply({
    live: storedFields(state),
    config,
    managers,
    manager: MANAGERS[tool],
    forcesConflicts,
    lastApplied: applied,
  });
  // The API server keeps the annotation up to date for users who go back to kubectl apply.
  const annotation = applied && tool === ApplyTool.SERVER_SIDE ? config : applied;
  return { fields: result.fields, managers: live.managers && result.managers, applied: annotation };
}

function replaced({ savesConfig }: Way, live: LiveService, manifest: ServiceFields): MergedService {
  const client = { name: MANAGERS[ApplyTool.REPLACE], writesLastApplied: savesConfig };
  return { ...updated(live, withoutNulls(manifest), client), applied: savesConfig ? manifest : undefined };
}

function updated({ state, managers }: LiveService, fields: ServiceFields, client: UpdatingClient): MergedService {
  const changes = changesBetween(storedFields(state), storedFields(withDefaults(fields)));
  return { fields, managers: managers && afterUpdate(managers, client, changes) };
}
