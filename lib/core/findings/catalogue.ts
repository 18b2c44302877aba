/** How much a finding weighs. */
export enum Severity {
  /** Nothing is written while it stands. */
  ERROR = 'error',
  /** Said on standard error, and refused under `strict`. */
  WARNING = 'warning',
}

/** Whose rule a finding states: that decides who may waive it. */
export enum Authority {
  /** The API server refuses it, so nobody can accept it. */
  API_SERVER = 'api-server',
  /** The API server takes it and users suffer later, so a reason can accept it. */
  LIBRARY = 'library',
  /** What this library cannot work with: a prop that cannot be read, or a wish that cannot be granted. */
  USAGE = 'usage',
}

/** One thing that can be wrong or risky. */
export interface CatalogueEntry {
  readonly severity: Severity;
  readonly authority: Authority;
  readonly title: string;
  readonly remedy: string;
}

const entry = (severity: Severity, authority: Authority, title: string, remedy: string): CatalogueEntry => ({ severity, authority, title, remedy });

/** Everything this library refuses or warns of. The docs, the refusals and their tests hold the same set. */
export const CATALOGUE = {
  'port-taken': entry(Severity.ERROR, Authority.API_SERVER,
    'Two owners claim one node port', 'Give one of them the free port that the message names'),
  'port-repeated': entry(Severity.ERROR, Authority.API_SERVER,
    'One Service claims a node port twice', 'Share a number only between protocols of one service port, or use two numbers'),
  'entry-repeated': entry(Severity.ERROR, Authority.API_SERVER,
    'Two entries of one Service have the same protocol and port', 'Remove one of the two entries'),
  'outside-range': entry(Severity.ERROR, Authority.API_SERVER,
    'A node port lies outside the range of the cluster', 'Use a port of the range, or describe the range that the cluster has'),
  'range-full': entry(Severity.ERROR, Authority.API_SERVER,
    'More node ports are asked for than the range holds', 'Widen the range of the cluster'),
  'not-a-port': entry(Severity.ERROR, Authority.API_SERVER,
    'A node port is not a whole number from 1 to 65535', 'Write a port of the static band'),
  'node-port-not-allowed': entry(Severity.ERROR, Authority.API_SERVER,
    'A ClusterIP Service carries a node port', 'Change its type to NodePort, or remove the number'),
  'health-check-port-not-allowed': entry(Severity.ERROR, Authority.API_SERVER,
    'A health check node port where none is used', 'Keep it for type LoadBalancer with externalTrafficPolicy: Local'),
  'headless-node-port': entry(Severity.ERROR, Authority.API_SERVER,
    'A headless Service asks for node ports', 'Remove clusterIP: None, or change the type to ClusterIP'),
  'allocate-flag-not-allowed': entry(Severity.ERROR, Authority.API_SERVER,
    'allocateLoadBalancerNodePorts on another type', 'Remove the field, or change the type to LoadBalancer'),
  'kubelet-port-exposed': entry(Severity.ERROR, Authority.API_SERVER,
    'A LoadBalancer Service exposes port 10250 before Kubernetes 1.33', 'Use another service port: 10250 is the kubelet\'s'),
  'port-name-missing': entry(Severity.ERROR, Authority.API_SERVER,
    'A Service of several ports has one without a name', 'Name every port'),
  'port-name-repeated': entry(Severity.ERROR, Authority.API_SERVER,
    'Two ports of a Service have one name', 'Give each port a name of its own'),

  'outside-static-band': entry(Severity.ERROR, Authority.LIBRARY,
    'A static Service is pinned in the dynamic band', 'Use the static port that the message names'),
  'node-port-on-external-name': entry(Severity.ERROR, Authority.LIBRARY,
    'An ExternalName Service carries a node port', 'Remove the number'),
  'service-repeated': entry(Severity.WARNING, Authority.LIBRARY,
    'One Service is written twice', 'Give one of them another name or namespace'),
  'static-band-unprotected': entry(Severity.WARNING, Authority.LIBRARY,
    'Dynamic allocation may pick from the static band', 'Describe a newer cluster or a larger range'),
  'pinned-in-dynamic-band': entry(Severity.WARNING, Authority.LIBRARY,
    'A node port is pinned in the dynamic band', 'Use the static port that the message names'),
  'dynamic-pick-may-collide': entry(Severity.WARNING, Authority.LIBRARY,
    'A Service may collide with its own dynamic pick', 'Pin the other ports too, or pin in the static band'),
  'dynamic-band-full': entry(Severity.WARNING, Authority.LIBRARY,
    'Dynamic picks overflow into the static band', 'Widen the range of the cluster'),
  'port-reserved': entry(Severity.ERROR, Authority.LIBRARY,
    'A node port is reserved for somebody else', 'Use the static port that the message names, or draw the port from its reservation'),
  'port-retired': entry(Severity.WARNING, Authority.LIBRARY,
    'A node port was that of another Service until now', 'Say formerly where the Service was renamed, or use another port'),
  'formerly-unknown': entry(Severity.WARNING, Authority.LIBRARY,
    'A former name that the lock does not know', 'Write the former name of the Service, as the lock records it'),
  'range-meets-ephemeral-ports': entry(Severity.WARNING, Authority.LIBRARY,
    'The range overlaps the ephemeral ports of the nodes', 'End the range at 32767'),

  'port-range-invalid': entry(Severity.ERROR, Authority.USAGE,
    'A port range that cannot be used', 'Write it as 30000-32767'),
  'kubernetes-version-invalid': entry(Severity.ERROR, Authority.USAGE,
    'A Kubernetes version that cannot be read', 'Write it as 1.31'),
  'gate-locked': entry(Severity.ERROR, Authority.USAGE,
    'A feature gate that this version has locked on', 'Leave staticSubrangeGate out'),
  'registry-repeated': entry(Severity.ERROR, Authority.USAGE,
    'Two registries on one scope', 'Keep one of them'),
  'static-port-missing': entry(Severity.ERROR, Authority.USAGE,
    'A patch left a port of a static Service without a node port', 'Remove the patch, or pin the port to one of the static band'),
  'prop-invalid': entry(Severity.ERROR, Authority.USAGE,
    'Ports or pods of a static Service that cannot be read', 'Write the prop that the message names'),
  'port-unknown': entry(Severity.ERROR, Authority.USAGE,
    'A static Service has no port of that name', 'Use one of the names that the message lists'),
  'token-misused': entry(Severity.ERROR, Authority.USAGE,
    'A node port that is not known yet is used where no number can be put in later', 'Use nodePortOf() as a value or inside a text, and nowhere else'),
  'static-band-full': entry(Severity.ERROR, Authority.USAGE,
    'No static port is left to assign', 'Widen the range of the cluster'),
  'reservation-invalid': entry(Severity.ERROR, Authority.USAGE,
    'A reservation that reserves nothing', 'Write ports or size, and a reason'),
  'reservation-full': entry(Severity.ERROR, Authority.USAGE,
    'A reservation has no port left, or finds none', 'Reserve more ports, or widen the range of the cluster'),
  'lock-invalid': entry(Severity.ERROR, Authority.USAGE,
    'A lock file that cannot be read', 'Fix the line that the message names'),
  'lock-outdated': entry(Severity.ERROR, Authority.USAGE,
    'A frozen lock file is not up to date', 'Synthesize where it may be written, and commit it'),
  'snapshot-invalid': entry(Severity.ERROR, Authority.USAGE,
    'A snapshot that cannot be read', 'Take a new one with cdk8s-nodeport snapshot'),
  'claims-invalid': entry(Severity.ERROR, Authority.USAGE,
    'A record of NodePortClaims that cannot be read', 'Take a new one with kubectl get nodeportclaims -o yaml'),
  'guard-invalid': entry(Severity.ERROR, Authority.USAGE,
    'A guard that its cluster cannot have', 'Leave out what the message names'),
  'acceptance-invalid': entry(Severity.ERROR, Authority.USAGE,
    'An acceptance that can accept nothing', 'Name a code that may be accepted'),
  'reason-missing': entry(Severity.ERROR, Authority.USAGE,
    'An acceptance or a taken port without a reason', 'Say why, in one sentence'),
} as const satisfies Record<string, CatalogueEntry>;

/** The slug of a finding: the same in text, API, docs and tests. */
export type Code = keyof typeof CATALOGUE;

/** Whether somebody may live with a finding of this code, for a reason. */
export function isAcceptable(code: Code): boolean {
  return CATALOGUE[code].authority === Authority.LIBRARY;
}

/** Whether a text is one of the catalogue's codes. */
export function isCode(text: string): text is Code {
  return Object.prototype.hasOwnProperty.call(CATALOGUE, text);
}
