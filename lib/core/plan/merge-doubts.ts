import { reservesPorts } from './service-request';
import { HeldPort, HeldService } from '../live/held-service';
import { ServiceManifest } from '../service/service-manifest';

/** What `kubectl apply` may do otherwise than replacing the Service would. */
export interface MergeDoubt {
  /** The number that the Service may keep. */
  readonly nodePort: number;
  /** Why the Service itself may be refused or come out otherwise; undefined where only somebody else who wants the number is concerned. */
  readonly ownRisk?: string;
  /** Whether applying on the server side does not have that doubt. */
  readonly isServerSideSure: boolean;
}

/**
 * Where it cannot be foreseen what `kubectl apply` makes of a live Service.
 *
 * It merges what is written into what is there, port by port, by the number of the service port. What it wrote before and finds no longer
 * written, it takes away; what it never wrote, it leaves alone. What it wrote, no snapshot tells.
 *
 * @param manifest what is applied
 * @param held the live Service
 * @param next what the Service is where the manifest replaces it
 * @see https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/#how-apply-calculates-differences-and-merges-changes
 */
export function mergeDoubts(manifest: ServiceManifest, held: HeldService, next: HeldService): MergeDoubt[] {
  if (!reservesPorts(manifest) && held.isApplied) return [];
  return [...held.ports.flatMap((port) => doubtOf(port, manifest, held, next)), ...mixedPorts(held, next)];
}

function doubtOf(port: HeldPort, manifest: ServiceManifest, { isApplied }: HeldService, next: HeldService): MergeDoubt[] {
  const { nodePort, servicePort } = port;
  const entry = manifest.ports.find((each) => each.port === servicePort && each.protocol === port.protocol);
  if (entry === undefined) return isApplied ? [] : [{ nodePort, isServerSideSure: false, ownRisk: leftBeside(port, manifest, next) }];
  if (entry.nodePort !== 0 || next.ports.some((each) => isSamePort(each, port) && each.nodePort === nodePort)) return [];
  const isTwice = next.ports.some((each) => !isSamePort(each, port) && each.nodePort === nodePort && each.protocol === port.protocol);
  const why = `its port ${servicePort} may keep ${nodePort}, since kubectl apply leaves a number alone that was never written`;
  return [{ nodePort, isServerSideSure: false, ownRisk: isTwice ? why : undefined }];
}

/** Why a port that the manifest lacks gets in its way; undefined where it does not, even if it stays. */
function leftBeside({ name, servicePort, protocol, nodePort }: HeldPort, { ports }: ServiceManifest, next: HeldService): string | undefined {
  const isInTheWay = ports.some((each) => each.name === '' || each.name === name) || (name === '' && ports.length > 0)
    || next.ports.some((each) => each.nodePort === nodePort && each.protocol === protocol);
  return isInTheWay ? `kubectl apply may leave its port ${servicePort} beside the others, since neither it nor Helm is known to have written it` : undefined;
}

/** Several protocols of one service port look like one to a merge by numbers. */
function mixedPorts(held: HeldService, next: HeldService): MergeDoubt[] {
  const servicePorts = [...new Set([...held.ports, ...next.ports].map(({ servicePort }) => servicePort))];
  return servicePorts.flatMap((servicePort) => {
    const [before, after] = [held, next].map(({ ports }) => ports.filter((port) => port.servicePort === servicePort));
    const isMixed = new Set([...before, ...after].map(({ protocol }) => protocol)).size > 1;
    const isKept = (port: HeldPort): boolean => after.some((each) => isSamePort(each, port) && each.nodePort === port.nodePort);
    const isChanged = before.length !== after.length || !before.every(isKept);
    if (!isMixed || !isChanged || before.length === 0) return [];
    const ownRisk = `kubectl apply mixes up the protocols of its port ${servicePort}, unless it is told --server-side`;
    return before.map(({ nodePort }) => ({ nodePort, ownRisk, isServerSideSure: true }));
  });
}

function isSamePort(a: HeldPort, b: HeldPort): boolean {
  return a.servicePort === b.servicePort && a.protocol === b.protocol;
}
