import { Severity } from '../../core/findings/finding-kind';
import { fileOfPlace } from '../../core/findings/place';
import { Problem } from '../../core/findings/problem';
import { serviceKey } from '../../core/service/claim';
import { ServiceClaims } from '../../core/service/service-claims';
import { InputFile } from '../../io/files/input-file';
import { KustomizeTree } from '../../io/files/kustomize-tree';

/** The Services that one cluster can have at once, and notes about the others. */
interface Choice {
  readonly chosen: readonly ServiceClaims[];
  readonly left: readonly ServiceClaims[];
  readonly notes: readonly Problem[];
}

/**
 * Leaves out Services that another Kustomize overlay also writes, and those that share a node port with a Service of
 * another overlay of the same base: a cluster only ever gets one of them.
 */
export function withoutAlternatives(
  services: readonly ServiceClaims[],
  files: readonly InputFile[],
  tree: KustomizeTree,
): Choice {
  if (tree.roots.length < 2) return { chosen: services, left: [], notes: [] };
  const choosing = new Choosing(files, tree);
  const chosen = services.filter((service) => choosing.takes(service));
  return { chosen, left: choosing.left, notes: noteOf(choosing.left) };
}

/** Takes Services one by one, except alternatives to one that was already taken. */
class Choosing {
  public readonly left: ServiceClaims[] = [];
  private readonly pathOf: ReadonlyMap<string, string>;
  /** The Services taken so far, by name and by each node port. */
  private readonly taken = new Map<string | number, ServiceClaims[]>();

  constructor(
    files: readonly InputFile[],
    private readonly tree: KustomizeTree,
  ) {
    this.pathOf = new Map(files.map(({ name, path }) => [name, path]));
  }

  public takes(service: ServiceClaims): boolean {
    const name = serviceKey(service.owner);
    const numbers = service.claims.flatMap(({ nodePort = [] }) => nodePort);
    const path = this.fileOf(service);
    const isLeft =
      this.takenAs(name).some((other) => this.tree.areAlternatives(this.fileOf(other), path)) ||
      numbers
        .flatMap((number) => this.takenAs(number))
        .some((other) => this.tree.areVariants(this.fileOf(other), path));
    if (isLeft) this.left.push(service);
    else for (const key of [name, ...numbers]) this.taken.set(key, [...this.takenAs(key), service]);
    return !isLeft;
  }

  private takenAs(key: string | number): readonly ServiceClaims[] {
    return this.taken.get(key) ?? [];
  }

  private fileOf({ owner }: ServiceClaims): string {
    return this.pathOf.get(fileOfPlace(owner.path)) ?? '';
  }
}

function noteOf(left: readonly ServiceClaims[]): Problem[] {
  if (left.length === 0) return [];
  const count = left.length === 1 ? 'a Service' : `${left.length} Services`;
  const overlays = 'overlays that are never built together';
  return [
    {
      severity: Severity.WARNING,
      path: fileOfPlace(left[0].owner.path),
      what: `${overlays} write ${count} more than once, so only the first of each was checked`,
      wayOut: 'Check each overlay separately: kustomize build OVERLAY | cdk8s-nodeport check -',
    },
  ];
}
