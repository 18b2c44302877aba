import { Reservation } from '../assign/reservation';
import { Finding, MessageParts, finding } from '../findings/finding';
import { ASSIGN_KEY, ASSIGN_STATIC, AssignRequest, RESERVATION_KEY } from '../service/assign-request';
import { serviceKey } from '../service/claim';
import { nameService } from '../service/owner-names';
import { ServiceClaims } from '../service/service-claims';
import { closestWord } from '../text/closest-word';

/** A Service of a manifest, and what it asks for. */
interface Asking {
  readonly service: ServiceClaims;
  readonly request: AssignRequest;
}

/** Whether the API server or the user still has to name a Service, so that no lock can record its ports. */
export function isUnnamed({ owner: { service = '' } }: ServiceClaims): boolean {
  return service === '' || service.endsWith('*');
}

/** What cannot be met of the things that Services ask for. */
export function requestFindings(asking: readonly Asking[], reservations: readonly Reservation[]): Finding[] {
  return asking.flatMap(({ service, request }) => {
    const fault = faultOf(service, request, reservations);
    const { owner } = service;
    const at = { cluster: owner.cluster, path: owner.path, service: serviceKey(owner) };
    return fault === undefined ? [] : [finding('assign-invalid', { who: nameService(owner), ...fault }, at)];
  });
}

function faultOf(
  service: ServiceClaims,
  { isStatic, odd, reservation }: AssignRequest,
  reservations: readonly Reservation[],
): MessageParts | undefined {
  if (odd !== undefined) return meaningless(...odd);
  if (!isStatic) return undefined;
  if (isUnnamed(service)) {
    return { what: 'it has no name of its own, so its ports cannot be recorded', wayOut: 'Write metadata.name' };
  }
  if (service.claims.length === 0) return withoutPorts(service);
  const keys = reservations.map(({ key }) => key);
  return reservation === undefined || keys.includes(reservation) ? undefined : unknownReservation(reservation, keys);
}

function meaningless(key: string, value: string): MessageParts {
  const wayOut =
    key === RESERVATION_KEY
      ? `Name a reservation: ${RESERVATION_KEY}: kafka`
      : `Write ${ASSIGN_KEY}: ${ASSIGN_STATIC}, or remove it`;
  return { what: `${key} is ${value}`, wayOut };
}

function unknownReservation(reservation: string, keys: readonly string[]): MessageParts {
  const name = JSON.stringify(reservation);
  const similar = closestWord(reservation, keys);
  const guess = similar === undefined ? 'Add it' : `Did you mean ${similar}? If not, add it`;
  return {
    what: `it draws from reservation ${name}, which neither nodeports.yaml nor the lock describes`,
    wayOut: `${guess} to reservations in nodeports.yaml: - { name: ${name}, size: 5, reason: why }`,
  };
}

function withoutPorts({ manifest: { type, ports, allocatesNodePorts } }: ServiceClaims): MessageParts {
  const what = 'it asks for static node ports, and';
  if (ports.length === 0) return { what: `${what} it has no ports`, wayOut: 'Write its ports, such as - port: 80' };
  if (allocatesNodePorts === false) {
    const wayOut = 'Remove allocateLoadBalancerNodePorts, or what asks for static ports';
    return { what: `${what} allocateLoadBalancerNodePorts: false gives it none`, wayOut };
  }
  return { what: `${what} a Service of type ${type} has none`, wayOut: 'Write type: NodePort' };
}
