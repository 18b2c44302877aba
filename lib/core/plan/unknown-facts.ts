import { OrderProblem, Party } from './plan-steps';
import { Risk } from './predicted-cluster';
import { pathsOf } from '../live/field-managers';
import { HelmRelease, LiveService } from '../live/live-service';
import { PRINT_SERVICES } from '../live/read-live-services';
import { storedFields } from '../live/service-state';
import { findManager } from '../merge/field-changes';
import { isServerSideRelease } from '../merge/merge-by-tool';
import { Tool } from '../merge/tools';
import { ServiceFields } from '../service/service-fields';

/**
 * Facts that affect a merge but are not in the snapshot: one for each Service, with the command that shows them.
 */
export function unknownFacts({ snapshot, parties }: OrderProblem): Risk[] {
  const applied = [...parties.values()].filter(({ desired }) => desired !== undefined);
  if (snapshot.isPortsOnly) {
    return applied.slice(0, 1).map(({ key }) => ({
      service: key,
      because:
        'the snapshot is of version 1, which tells neither what is written of a Service nor which Services have ' +
        'no node port; ' +
        'take a new one: cdk8s-nodeport snapshot --output prod.snapshot.yaml',
    }));
  }
  return applied.flatMap((party) => factMissingOf(party) ?? []);
}

function factMissingOf({ key, live, desired, way: { tool } }: Party): Risk | undefined {
  if (!live) return undefined;
  const isManaged = tool === Tool.SERVER_SIDE || (tool === Tool.HELM && live.released === undefined);
  if (isManaged && live.managers === undefined) {
    return {
      service: key,
      because:
        `who owns its fields is not in the snapshot; take one that has it: ${PRINT_SERVICES} | ` +
        `cdk8s-nodeport snapshot -`,
    };
  }
  if (tool !== Tool.HELM || !live.release || live.released || isServerSideRelease(live)) return undefined;
  const what = overwrittenIn(live, desired!.fields);
  return what === undefined
    ? undefined
    : { service: key, because: `${what} is not in the snapshot; see ${manifestCommand(live.release)}` };
}

/** What a release wrote, if that affects a merge and cannot be inferred from who owns the fields now. */
function overwrittenIn(live: LiveService, manifest: ServiceFields): string | undefined {
  if (hasSharedPort(live)) return 'several of its ports have one number, and what its release wrote of them';
  if (isChangedByOthers(live, manifest)) {
    return 'others changed what the manifest leaves out, and what its release wrote there';
  }
  return undefined;
}

/** Whether others own fields that the manifest omits: Helm removes them only if the release wrote them. */
function isChangedByOthers({ state, managers = [] }: LiveService, manifest: ServiceFields): boolean {
  const written = pathsOf(manifest);
  const helm = findManager(managers, 'helm', 'Update')?.fields ?? new Set<string>();
  const isInReach = (path: string): boolean => !path.includes('/') || helm.has(path.split('.')[0]);
  return [...pathsOf(storedFields(state)).keys()].some(
    (path) =>
      isInReach(path) && !written.has(path) && !helm.has(path) && managers.some(({ fields }) => fields.has(path)),
  );
}

/** Whether several protocols share a service port, which a merge by its number mixes up. */
function hasSharedPort({ state: { ports } }: LiveService): boolean {
  return new Set(ports.map(({ port }) => port)).size < ports.length;
}

/** The command that prints the last manifest of a release. */
export function manifestCommand({ namespace, name }: HelmRelease): string {
  return `helm get manifest -n ${namespace} ${name}`;
}
