import { afterUpdate, changesBetween, findManager } from './field-changes';
import { Applied, serverSideApply } from './server-side-apply';
import { isEmptyPatch, patched, threeWayPatch } from './strategic-merge';
import { Tool, Way } from './tools';
import { FieldManager } from '../live/field-managers';
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
    case Tool.KUBECTL:
      return clientSide(live, manifest);
    case Tool.SERVER_SIDE:
      return serverSide(live, manifest, 'kubectl', way.forcesConflicts ?? false);
    case Tool.HELM:
      return helm(way, live, manifest);
    case Tool.REPLACE:
      return replaced(live, manifest, way.savesConfig ?? false);
  }
}

/** The Service that a tool creates from a manifest, and who owns which fields of it. */
export function createdBy({ tool, savesConfig, isServerSide }: Way, manifest: ServiceFields): MergedService {
  const fields = withoutNulls(manifest);
  if (tool === Tool.SERVER_SIDE || (tool === Tool.HELM && isServerSide)) {
    return serverSideApply({
      live: NO_FIELDS,
      config: fields,
      managers: [],
      manager: tool === Tool.HELM ? 'helm' : 'kubectl',
      force: false,
    });
  }
  const isAnnotated = tool === Tool.KUBECTL || savesConfig === true;
  const changes = changesBetween(NO_FIELDS, storedFields(withDefaults(fields)));
  return {
    fields,
    managers: afterUpdate([], UPDATERS[tool], changes, isAnnotated),
    applied: isAnnotated ? manifest : undefined,
  };
}

/** The manager name of each tool if it does not use server-side apply. */
const UPDATERS: Readonly<Record<Tool, string>> = {
  [Tool.KUBECTL]: 'kubectl-client-side-apply',
  [Tool.SERVER_SIDE]: 'kubectl',
  [Tool.HELM]: 'helm',
  [Tool.REPLACE]: 'kubectl-replace',
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
      .filter((entry) => owned.has(`${entry.port}/${entry.protocol}`))
      .map((entry) => ({ port: entry.port, ...kept(entry, `${entry.port}/${entry.protocol}.`) })),
  };
}

function clientSide(live: LiveService, manifest: ServiceFields): MergedService {
  const isAnnotationNew = JSON.stringify(live.applied) !== JSON.stringify(manifest);
  return updated(live, threeWay(live, live.applied ?? NO_FIELDS, manifest), Tool.KUBECTL, isAnnotationNew, manifest);
}

function helm(
  { isServerSide, forcesConflicts = false }: Way,
  live: LiveService,
  manifest: ServiceFields,
): MergedService | undefined {
  if (isServerSide) return serverSide(live, manifest, 'helm', forcesConflicts);
  const original = formerManifest(live, manifest);
  const merged = updated(live, threeWay(live, original, manifest), Tool.HELM, false, live.applied);
  const isUnchanged = isEmptyPatch(threeWayPatch(original, manifest, storedFields(live.state)));
  return isUnchanged ? undefined : merged;
}

function threeWay({ state }: LiveService, original: ServiceFields, manifest: ServiceFields): ServiceFields {
  const current = storedFields(state);
  return patched(current, threeWayPatch(original, manifest, current));
}

function serverSide(live: LiveService, config: ServiceFields, manager: string, force: boolean): MergedService {
  const { state, managers = [], applied } = live;
  const result: Applied = serverSideApply({
    live: storedFields(state),
    config,
    managers,
    manager,
    force,
    lastApplied: applied,
  });
  // The API server keeps the annotation up to date for users who go back to kubectl apply.
  const annotation = applied && manager === 'kubectl' ? config : applied;
  return { fields: result.fields, managers: live.managers && result.managers, applied: annotation };
}

function replaced(live: LiveService, manifest: ServiceFields, savesConfig: boolean): MergedService {
  return updated(live, withoutNulls(manifest), Tool.REPLACE, savesConfig, savesConfig ? manifest : undefined);
}

function updated(
  live: LiveService,
  fields: ServiceFields,
  tool: Tool,
  isAnnotationNew: boolean,
  applied?: ServiceFields,
): MergedService {
  const changes = changesBetween(storedFields(live.state), storedFields(withDefaults(fields)));
  return {
    fields,
    managers: live.managers && afterUpdate(live.managers, UPDATERS[tool], changes, isAnnotationNew),
    applied,
  };
}
