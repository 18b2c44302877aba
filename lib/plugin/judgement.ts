import { Acceptance } from '../core/acceptance';
import { serviceKey } from '../core/claim';
import { ClusterProfile } from '../core/cluster-profile';
import { Finding, compareFindings, weighed } from '../core/finding';
import { Ledger } from '../core/ledger';
import { findingsOf } from '../core/rules';
import { claimsOf } from '../core/service-claims';
import { isService, readManifest, unfoldList } from '../core/service-manifest';
import { RenderedDocument } from '../io/rendered-manifests';

/** How to judge. */
export interface JudgementOptions {
  readonly profile: ClusterProfile;
  readonly strict: boolean;
  readonly accept: Readonly<Record<string, string>>;
}

/** Where a Service was emitted. */
export interface Source {
  readonly file: string;
  readonly line: number;
  /** The name under which cdk8s-cli finds its construct, or one that it cannot mistake for another object's. */
  readonly reportedAs: string;
}

/** The findings of some manifests, and where each comes from. */
export interface Judgement {
  readonly findings: readonly Finding[];
  /** Undefined for a finding about the cluster as a whole. */
  readonly sourceOf: (finding: Finding) => Source | undefined;
}

/** The construct path of each object by its name alone, as cdk8s-cli has it. */
type ConstructMetadata = Readonly<Record<string, { readonly path: string } | undefined>>;

/** Judges all Services of some manifests as those of one cluster. */
export function judge(documents: readonly RenderedDocument[], metadata: ConstructMetadata, { profile, strict, accept }: JudgementOptions): Judgement {
  const pathOf = pathsOf(documents, metadata);
  const sources = new Map<string, Source>();
  const services = documents.flatMap(({ file, line, value }) => unfoldList(value).filter(isService).map((manifest) => {
    const { name, namespace } = readManifest(manifest);
    const known = pathOf(nameIn(value) ?? name);
    const path = known ?? `${file}:${line}`;
    const key = serviceKey({ namespace, service: name });
    sources.set(`${path} ${key}`, { file, line, reportedAs: known === undefined ? key : nameIn(value) ?? name });
    return claimsOf(manifest, { cluster: profile.name, path, demandsStatic: false });
  }));
  const acceptances: Acceptance[] = Object.entries(accept).map(([code, reason]) => ({ path: '', code, reason }));
  const findings = findingsOf(new Ledger(profile, services), '', [...acceptances, ...services.flatMap((service) => service.acceptances)]);
  return { findings: weighed(findings, strict).sort(compareFindings), sourceOf: ({ path, service }) => sources.get(`${path} ${service}`) };
}

/**
 * The construct path of an object by its name, where that is certain.
 *
 * cdk8s records one path for each name, so the last of several objects of a name hides the others: for those no path is better
 * than a wrong one, and file and line say which it is.
 */
function pathsOf(documents: readonly RenderedDocument[], metadata: ConstructMetadata): (name: string) => string | undefined {
  const counts = new Map<string | undefined, number>();
  for (const { value } of documents) counts.set(nameIn(value), (counts.get(nameIn(value)) ?? 0) + 1);
  return (name) => (counts.get(name) === 1 && Object.prototype.hasOwnProperty.call(metadata, name) ? metadata[name]?.path : undefined);
}

function nameIn(value: unknown): string | undefined {
  const { name } = readManifest(value);
  return name === '' ? undefined : name;
}
