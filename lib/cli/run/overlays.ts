import { fileOfPlace } from '../../core/findings/finding';
import { Severity } from '../../core/findings/finding-kind';
import { Problem } from '../../core/findings/problem';
import { serviceKey } from '../../core/service/claim';
import { ServiceClaims } from '../../core/service/service-claims';
import { InputFile } from '../../io/files/input-files';
import { KustomizeTree } from '../../io/files/kustomize-tree';

/** The Services that one cluster can have at once, and notes about the others. */
export interface Choice {
  readonly chosen: readonly ServiceClaims[];
  readonly notes: readonly Problem[];
}

/** Skips Services that another Kustomize overlay defines as well: a cluster gets only one of them. */
export function withoutAlternatives(
  services: readonly ServiceClaims[],
  files: readonly InputFile[],
  tree: KustomizeTree,
): Choice {
  if (tree.roots.length < 2) return { chosen: services, notes: [] };
  const pathOf = new Map(files.map(({ name, path }) => [name, path]));
  const fileOf = ({ owner }: ServiceClaims): string => fileOfPlace(owner.path);
  const kept = new Map<string, ServiceClaims[]>();
  const left: ServiceClaims[] = [];
  for (const service of services) {
    const key = serviceKey(service.owner);
    const others = kept.get(key) ?? [];
    const file = pathOf.get(fileOf(service));
    const isAlternative = others.some((other) => tree.areAlternatives(pathOf.get(fileOf(other)) ?? '', file ?? ''));
    if (isAlternative) left.push(service);
    else kept.set(key, [...others, service]);
  }
  if (left.length === 0) return { chosen: services, notes: [] };
  const isLeft = new Set(left);
  return { chosen: services.filter((service) => !isLeft.has(service)), notes: [note(left, fileOf)] };
}

function note(left: readonly ServiceClaims[], fileOf: (service: ServiceClaims) => string): Problem {
  const count = left.length === 1 ? 'a Service' : `${left.length} Services`;
  return {
    severity: Severity.WARNING,
    path: fileOf(left[0]),
    what: `overlays that are never built together write ${count} more than once, so only the first of each was checked`,
    wayOut: 'Check each overlay by itself: kustomize build OVERLAY | cdk8s-nodeport check -',
  };
}
