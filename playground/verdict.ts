import { findingsIn } from '../lib/cli/run/findings-in';
import { listedFindings } from '../lib/cli/run/listed-findings';
import { sortPorts } from '../lib/cli/run/other-ports';
import { ClusterProfile } from '../lib/core/cluster/cluster-profile';
import { Severity } from '../lib/core/findings/finding-kind';
import {
  type Problem,
  STDIN,
  compareProblems,
  gathered,
  limitedProblems,
  strictProblems,
} from '../lib/core/findings/problem';
import { clusterMapOf } from '../lib/core/map/cluster-map';
import type { ClusterMap } from '../lib/core/map/port-map';
import type { Claim } from '../lib/core/service/claim';
import type { WrittenPort } from '../lib/core/service/resource-ports';
import { type ServiceClaims, claimsOf } from '../lib/core/service/service-claims';
import { ManifestInput } from '../lib/io/manifests/manifest-input';
import type { Report } from '../lib/report/report';

/** What the user asks of the playground. */
export interface Question {
  /** One or more documents of YAML or JSON. */
  readonly manifests: string;
  /** As the flag of kube-apiserver takes it. */
  readonly range: string;
  readonly isStrict: boolean;
}

/** The answer: what `cdk8s-nodeport check -` and `map -` print. */
export interface Verdict {
  readonly report: Report;
  readonly map: ClusterMap;
}

/** Checks manifests as the command line checks standard input. Throws for a range that no API server would accept. */
export function verdictOn({ manifests, range, isStrict }: Question): Verdict {
  const profile = new ClusterProfile({ portRange: range });
  const { services, written, problems } = read(manifests, profile.name);
  const { claims, hostPorts, notes } = sortPorts(written, profile.name);
  const settings = { profile, isStrict, acceptances: [], taken: claims };
  const { listed, unlisted } = listedFindings(findingsIn(settings, services, hostPorts));
  const found = [...problems, ...notes, ...nothingFound(services, claims, [...problems, ...notes])];
  const unchecked = [...gathered(found).sort(compareProblems), ...unlisted];
  return {
    report: {
      version: '',
      cluster: profile.name,
      portRange: `${profile.range}`,
      findings: listed,
      problems: limitedProblems(isStrict ? strictProblems(unchecked) : unchecked),
      files: 1,
      services: services.length,
    },
    map: clusterMapOf({ profile, names: [], services, others: claims, findings: findingsIn(settings, services) }),
  };
}

/** The contents of the text, document by document. */
function read(manifests: string, cluster: string) {
  const services: ServiceClaims[] = [];
  const written: WrittenPort[] = [];
  const problems: Problem[] = [];
  const input = new ManifestInput(STDIN, {
    onService: ({ manifest, path, placeOf }) =>
      services.push(claimsOf(manifest, { cluster, path, placeOf, demandsStatic: false, keepsFields: true })),
    onPort: (port) => written.push(port),
    onProblem: (problem) => problems.push(problem),
  });
  try {
    input.push(Buffer.from(manifests));
    input.end();
  } catch (error) {
    input.fail(error as Error);
  }
  return { services, written, problems };
}

/** Text without a Service must not look like a clean cluster. */
function nothingFound(
  services: readonly ServiceClaims[],
  claims: readonly Claim[],
  problems: readonly Problem[],
): Problem[] {
  if (services.length + claims.length + problems.length > 0) return [];
  const wayOut = 'Name the files or folders of your manifests';
  return [{ severity: Severity.WARNING, path: '-', what: 'it contains no Services', wayOut }];
}
