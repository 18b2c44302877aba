import { OrderProblem, Party } from './plan-steps';
import { Risk } from './predicted-cluster';
import { isForeign } from './strategy';
import { fieldPaths } from '../live/field-managers';
import { HelmRelease } from '../live/helm-release';
import { LiveService } from '../live/live-service';
import { PRINT_SERVICES } from '../live/read-live-services';
import { storedFields } from '../live/service-state';
import { Snapshot } from '../live/snapshot';
import { ApplyTool } from '../merge/apply-tools';
import { findManager } from '../merge/field-changes';
import { ServiceFields } from '../service/service-fields';
import { shellCommand } from '../text/shell';

/**
 * Facts that affect a merge but are not in the snapshot: one for each Service, with the command that gets them.
 */
export function unknownFacts({ snapshot, parties }: OrderProblem): Risk[] {
  const applied = [...parties.values()].filter(({ desired }) => desired !== undefined);
  if (snapshot.isPortsOnly) {
    return applied.slice(0, 1).map(({ key }) => ({
      service: key,
      because:
        'the snapshot is of version 1, which contains neither what was applied nor the Services without node ports; ' +
        'take a new one: cdk8s-nodeport snapshot --output prod.snapshot.yaml',
    }));
  }
  return applied.flatMap((party) => factMissingOf(party, snapshot) ?? []);
}

function factMissingOf(party: Party, snapshot: Snapshot): Risk | undefined {
  const { key, live, release, way } = party;
  if (!live) return undefined;
  const isHelm = way.tool === ApplyTool.HELM;
  const isManaged = way.tool === ApplyTool.SERVER_SIDE || (isHelm && (way.isServerSide || !live.released));
  if (isManaged && live.managers === undefined) {
    return {
      service: key,
      because:
        `the owners of its fields are not in the snapshot; take one that has them: ${PRINT_SERVICES} | ` +
        `cdk8s-nodeport snapshot -`,
    };
  }
  const what = isHelm && !live.released ? missingOfRelease(party, live, snapshot) : undefined;
  if (what === undefined) return undefined;
  return { service: key, because: `${what} is not in the snapshot. ${wayOut(live.release ?? release!)}` };
}

/** What only the last manifest of its release would show about a Service; undefined if that does not matter. */
function missingOfRelease({ way, release, desired }: Party, live: LiveService, snapshot: Snapshot): string | undefined {
  if (isForeign({ live, way, release })) return lostMarks(live, snapshot);
  return way.isServerSide ? undefined : overwrittenIn(live, desired!.fields);
}

/** How to get what a release wrote last. */
function wayOut(release: HelmRelease): string {
  return (
    `Take a snapshot with permission to read the Secrets of Helm, or see for yourself: ` +
    shellCommand('helm', 'get', 'manifest', '-n', release.namespace, release.name)
  );
}

/** Whether Helm once wrote a Service that is not marked as part of the release: then the release may still have it. */
export function lostMarks({ managers = [] }: LiveService, { releases }: Snapshot): string | undefined {
  // The releases that were read and do not contain the Service are not listed.
  return !releases && managers.some(({ name }) => name === 'helm')
    ? 'whether its release still contains it'
    : undefined;
}

/** What a release wrote and later owners overwrote, if that decides how the manifest is merged. */
function overwrittenIn(live: LiveService, manifest: ServiceFields): string | undefined {
  if (hasSharedPort(live)) return 'what its release wrote for several ports with one number';
  if (isChangedByOthers(live, manifest)) {
    return 'what its release wrote in fields that others changed and the manifest leaves out';
  }
  return undefined;
}

/** Whether others own fields that the manifest omits: Helm removes them only if the release wrote them. */
function isChangedByOthers({ state, managers = [] }: LiveService, manifest: ServiceFields): boolean {
  const written = fieldPaths(manifest);
  const helm = findManager(managers, 'helm', 'Update')?.fields ?? new Set<string>();
  const isInReach = (path: string): boolean => !path.includes('/') || helm.has(path.split('.')[0]);
  return [...fieldPaths(storedFields(state)).keys()].some(
    (path) =>
      isInReach(path) && !written.has(path) && !helm.has(path) && managers.some(({ fields }) => fields.has(path)),
  );
}

/** Whether several protocols share a service port, which a merge by its number mixes up. */
function hasSharedPort({ state: { ports } }: LiveService): boolean {
  return new Set(ports.map(({ port }) => port)).size < ports.length;
}
