import { outsideRange } from './outside-range';
import { ClusterProfile } from '../cluster/cluster-profile';
import { MessageParts } from '../findings/finding';
import { FindingKind } from '../findings/finding-kind';
import { Claim, takenClaim } from '../service/claim';
import { numberFaultOf } from '../service/port-number';
import { notAPort } from '../service/rules/not-a-port';

/** A node port that somebody declares to be held by something outside the app. */
interface DeclaredPort {
  readonly port: number;
  /** What holds it. */
  readonly reason: string;
}

/** Why such a port cannot be declared, with the kind or code to report it under. */
interface DeclarationFault {
  readonly kind: FindingKind | 'reason-missing';
  readonly parts: MessageParts;
}

/** What is wrong with the first declaration that cannot be used; undefined if all can. */
export function declarationFaultIn(
  declared: readonly DeclaredPort[],
  profile: ClusterProfile,
): DeclarationFault | undefined {
  for (const each of declared) {
    const fault = faultOf(each, profile);
    if (fault) return fault;
  }
  return undefined;
}

/** The claims of declared ports, each port once with all of its reasons. */
export function claimsOfTakenPorts(declared: readonly DeclaredPort[], cluster: string, path: string): Claim[] {
  const reasons = new Map<number, string[]>();
  for (const { port, reason } of declared) reasons.set(port, [...(reasons.get(port) ?? []), reason.trim()]);
  return [...reasons].map(([port, all]) => takenClaim(cluster, path, port, all.join('; ')));
}

function faultOf({ port, reason }: DeclaredPort, { range, bands }: ClusterProfile): DeclarationFault | undefined {
  const notANumber = numberFaultOf(port, { staticBand: bands.staticBand, prop: 'port' });
  if (notANumber) return { kind: notAPort, parts: notANumber };
  if (!range.contains(port)) {
    const what = `port ${port} is outside the range of the cluster, ${range}`;
    return { kind: outsideRange, parts: { what, wayOut: `Remove port: ${port}` } };
  }
  if (reason && reason.trim() !== '') return undefined;
  const wayOut = "Say what holds it, such as reason: 'the API server'";
  return { kind: 'reason-missing', parts: { what: `port ${port} is taken without a reason`, wayOut } };
}
