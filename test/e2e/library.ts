import { Answer } from './api';
import { ClusterDescription, ClusterProfile } from '../../lib/core/cluster/cluster-profile';
import { Authority } from '../../lib/core/findings/finding-kind';
import { Ledger } from '../../lib/core/ledger/ledger';
import { CATALOGUE, Code } from '../../lib/core/rules/catalogue';
import { judge } from '../../lib/core/rules/judge';
import { claimsOf } from '../../lib/core/service/service-claims';

/** A Service manifest, as tests write it. */
export interface Service {
  readonly apiVersion: 'v1';
  readonly kind: 'Service';
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: Record<string, unknown>;
}

/** The library's verdict on one more Service. */
export interface Prediction {
  /** The codes for which the API server would refuse it. */
  readonly refusals: string[];
  /** The codes of what the API server accepts and the library does not. */
  readonly advice: string[];
  /** The numbers that the server may by chance pick for another port of the same Service. */
  readonly atRisk: number[];
}

const CANDIDATE = 'candidate';

/** The library's verdict on a Service that is created beside those that the cluster holds, as read back from it. */
export function predict(service: unknown, held: readonly unknown[], cluster: ClusterDescription = {}): Prediction {
  const profile = new ClusterProfile(cluster);
  const claims = (manifest: unknown, path: string) =>
    claimsOf(manifest, { cluster: profile.name, path, demandsStatic: false });
  // The candidate's path sorts last, so that a clash is blamed on it.
  const ledger = new Ledger(profile, [
    ...held.map((each, index) => claims(each, `a-${index}`)),
    claims(service, CANDIDATE),
  ]);
  const findings = judge(ledger, { path: CANDIDATE }).filter(({ path }) => path === CANDIDATE);
  const of = (isRefusal: boolean) =>
    [...new Set(findings.map(({ code }) => code))]
      .filter((code) => (CATALOGUE[code as Code].authority === Authority.API_SERVER) === isRefusal)
      .sort();
  const atRisk = findings.filter(({ code }) => code === 'dynamic-pick-may-collide').map(({ nodePort }) => nodePort!);
  return { refusals: of(true), advice: of(false), atRisk };
}

/** The library's codes for the messages of the API server; every line of an answer must be known. */
const TRANSLATIONS: [RegExp, Code[]][] = [
  [/nodePort: Invalid value: \S+: provided port is already allocated/, ['port-taken', 'port-repeated']],
  [/HealthCheck NodePort \S+: provided port is already allocated/, ['port-taken', 'port-repeated']],
  [/provided port is not in the valid range/, ['outside-range']],
  [/range is full/, ['range-full']],
  [/nodePort: Forbidden: may not be used when `type` is 'ClusterIP'/, ['node-port-not-allowed']],
  [/ports\[\d+\]\.nodePort: Duplicate value/, ['entry-repeated']],
  [/ports\[\d+\]: Duplicate value/, ['entry-repeated']],
  [/clusterIPs\[0\]: Invalid value: "None": may not be set to 'None'/, ['headless-node-port']],
  [/may not expose port 10250 externally/, ['kubelet-port-exposed']],
  [/allocateLoadBalancerNodePorts: Forbidden/, ['allocate-flag-not-allowed']],
  [/ports\[\d+\]\.name: Required value/, ['port-name-missing']],
  [/ports\[\d+\]\.name: Duplicate value/, ['port-name-repeated']],
  [/healthCheckNodePort: Invalid value: \S+: may only be set when/, ['health-check-port-not-allowed']],
  [/spec\.type: Unsupported value/, ['type-unknown']],
  [/(Policy|sessionAffinity|protocol): Unsupported value/, ['value-unsupported']],
  [/spec\.ports: Required value/, ['ports-missing']],
  [/ports\[\d+\]\.(port|targetPort): Invalid value: \S+: must be between 1 and 65535/, ['service-port-invalid']],
  [
    /(cannot unmarshal|cannot convert|json: cannot|strict decoding|unable to decode)/,
    ['not-a-port', 'value-undecodable'],
  ],
];

/**
 * Why the API server refused: for each cause, the codes of the library that it can mean. Throws for an unknown cause.
 */
export function causesOf({ code, body }: Answer): Code[][] {
  if (code < 300) return [];
  const causes: string[] = body.details?.causes?.map((cause: { field?: string; message: string }) =>
    cause.field ? `${cause.field}: ${cause.message}` : cause.message,
  );
  // Some refusals have causes without a field; then the message counts.
  const lines = causes?.every((cause) => translate(cause)) ? causes : [body.message as string];
  return lines.map((line) => {
    const codes = translate(line);
    if (!codes) {
      throw new Error(
        `The API server refused for a reason that these tests do not know: ${code} ${JSON.stringify(body)}`,
      );
    }
    return codes;
  });
}

function translate(line: string): Code[] | undefined {
  return TRANSLATIONS.find(([pattern]) => pattern.test(line))?.[1];
}

const ALLOCATION = new Set(['port-taken', 'port-repeated', 'outside-range', 'range-full']);

/** How the library's verdict differs from the server's; undefined if both agree, also about the reasons. */
export function disagreement(answer: Answer, { refusals }: Pick<Prediction, 'refusals'>): string | undefined {
  const causes = causesOf(answer);
  const said = causes.map((codes) => codes.join(' or ')).join(', ') || 'accepted';
  const differs = `server: ${said}; library: ${refusals.join(', ') || 'accepted'}`;
  if (!causes.every((codes) => codes.some((code) => refusals.includes(code)))) return differs;

  // The server stops at the first stage that fails; the library reports every stage at once.
  const isDecoding = causes.some((codes) => codes.includes('not-a-port') || codes.includes('value-undecodable'));
  const isAllocation = causes.some((codes) => codes.some((code) => ALLOCATION.has(code)));
  if (isDecoding || isAllocation) return undefined;
  const unsaid = refusals.filter((code) => !causes.some((codes) => codes.includes(code as Code)));
  return unsaid.length > 0 ? differs : undefined;
}
