import { KubectlReading } from './kubectl-reader';
import { readManifestStream } from '../../lib/io/manifests/manifest-reader';

/** What this library finds in a text. */
export interface OwnReading {
  /** As kubectl-reader describes them. */
  readonly services: readonly string[];
  /** What it reports as not checked, wholly or in part. */
  readonly unchecked: readonly string[];
}

/** Reads a text as `check -` does. */
export async function readOwn(text: Buffer): Promise<OwnReading> {
  const services: string[] = [];
  const unchecked: string[] = [];
  await readManifestStream(
    'text',
    (async function* () {
      yield text;
    })(),
    {
      onService: ({ manifest }) => services.push(describe(manifest as Manifest)),
      onProblem: ({ path, what }) => unchecked.push(`${path}: ${what}`),
    },
  );
  return { services, unchecked: unchecked.filter((problem) => !/more than once/.test(problem)) };
}

/** The Services that kubectl would send, but that this library neither sees nor reports as not checked. */
export function missed(kubectl: KubectlReading, own: OwnReading): string[] {
  if (own.unchecked.length > 0) return [];
  return without(kubectl.services, own.services);
}

/** The Services that kubectl would not send, although it reads the text. */
export function madeUp(kubectl: KubectlReading, own: OwnReading): string[] {
  return kubectl.error === undefined ? without(own.services, kubectl.services) : [];
}

function without(services: readonly string[], others: readonly string[]): string[] {
  const left = others.map(legible);
  return services.filter((service) => {
    const at = left.indexOf(legible(service));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** A run of bytes that are not UTF-8 counts as one: Go and JavaScript decode it to different numbers of characters. */
function legible(service: string): string {
  return service.replace(/\ufffd+/g, '\ufffd');
}

interface Manifest {
  readonly metadata?: { readonly name?: unknown; readonly namespace?: unknown } | null;
  readonly spec?: { readonly ports?: unknown } | null;
}

function describe({ metadata, spec }: Manifest): string {
  const ports: unknown[] = Array.isArray(spec?.ports) ? spec.ports : [];
  const numbers = ports
    .map((port) => (port as { nodePort?: unknown } | null)?.nodePort)
    .filter((number) => Number.isSafeInteger(number));
  return `${textOf(metadata?.namespace)}/${textOf(metadata?.name)}=${numbers.join(',')}`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
