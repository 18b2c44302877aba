import { PathOf } from './construct-paths';
import { Emission, EmittedService } from './emission';
import { ClusterProfile } from '../core/cluster/cluster-profile';
import { Acceptance } from '../core/findings/acceptance';
import { Finding } from '../core/findings/finding';
import { Ledger } from '../core/ledger/ledger';
import { judge } from '../core/rules/judge';
import { serviceKey } from '../core/service/claim';
import { claimsOf } from '../core/service/service-claims';
import { readManifest } from '../core/service/service-manifest';

/** How to judge. */
interface JudgmentOptions {
  readonly profile: ClusterProfile;
  readonly strict: boolean;
  readonly accept: Readonly<Record<string, string>>;
}

/** The origin of a finding. */
export interface ManifestSource {
  readonly service: EmittedService;
  /** The construct that emitted it, if known. */
  readonly constructPath?: string;
  /** The place of its node port, or of its name if it is about the whole Service. */
  readonly place: string;
}

/** The findings of some manifests, and the origin of each. */
interface EmissionJudgment {
  readonly findings: readonly Finding[];
  /** Undefined for a finding about the cluster as a whole. */
  readonly sourceOf: (finding: Finding) => ManifestSource | undefined;
}

/** What to type in `cdk8s.yaml` to accept a finding about the cluster. */
function howToAccept(code: string): string {
  return `properties: { accept: { ${code}: 'why' } }`;
}

/** Judges all Services of an app as one cluster. */
export function judgeEmission(
  { services }: Emission,
  pathOf: PathOf,
  { profile, strict, accept }: JudgmentOptions,
): EmissionJudgment {
  const sources = new Map<string, ManifestSource>();
  const all = services.map((service) => {
    const constructPath = pathOf(service);
    const { namespace, name } = readManifest(service.manifest);
    const key = serviceKey({ namespace, service: name });
    // Messages name the construct to fix, and the place, which is never that of another port.
    const named = (place: string): string => {
      const path = constructPath === undefined ? place : `${constructPath} at ${place}`;
      sources.set(`${path} ${key}`, { service, constructPath, place });
      return path;
    };
    const placeOf = (index: number): string => named(service.placeOf(index));
    return claimsOf(service.manifest, {
      cluster: profile.name,
      path: named(service.path),
      placeOf,
      demandsStatic: false,
    });
  });
  const acceptances: Acceptance[] = Object.entries(accept).map(([code, reason]) => ({ path: '', code, reason }));
  const findings = judge(new Ledger(profile, all), { path: '', acceptances, howToAccept, isStrict: strict });
  return { findings, sourceOf: ({ path, service }) => sources.get(`${path} ${service}`) };
}
