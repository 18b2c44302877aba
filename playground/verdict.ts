import { Collector } from '../lib/cli/run/collector';
import { findingsIn } from '../lib/cli/run/findings-in';
import { listedFindings } from '../lib/cli/run/listed-findings';
import { ClusterProfile } from '../lib/core/cluster/cluster-profile';
import { STDIN, limitedProblems, strictProblems } from '../lib/core/findings/problem';
import { clusterMapOf } from '../lib/core/map/cluster-map';
import { ClusterMap } from '../lib/core/map/port-map';
import { ManifestInput, Reading } from '../lib/io/manifests/manifest-input';
import { Report } from '../lib/report/report';

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
  const collector = new Collector({ cluster: profile.name });
  read(manifests, collector.reading);
  const { services } = collector;
  const { claims, hostPorts, problems } = collector.result(STDIN);
  const settings = { profile, isStrict, acceptances: [], taken: claims };
  const { listed, unlisted } = listedFindings(findingsIn(settings, services, hostPorts));
  const unchecked = [...problems, ...unlisted];
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

/** Reads the text, document by document. */
function read(manifests: string, reading: Reading): void {
  const input = new ManifestInput(STDIN, reading);
  try {
    input.push(Buffer.from(manifests));
    input.end();
  } catch (error) {
    input.fail(error as Error);
  }
}
