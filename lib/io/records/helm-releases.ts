import { gunzipSync } from 'node:zlib';
import { Kubectl } from './kubectl';
import { parsePrinted } from './printed-services';
import { HelmRelease, canBeRelease, releaseKey } from '../../core/live/helm-release';
import { ReleaseManifest, releaseManifest } from '../../core/live/release-manifest';
import { isMap } from '../../core/service/fields-of';
import { unfoldList } from '../../core/service/manifest-objects';

/** The type of the Secrets in which Helm stores each revision of a release. */
const SECRET_TYPE = 'helm.sh/release.v1';
/** A Secret holds 1 MiB at most, and text rarely shrinks to less than a hundredth. */
const MAX_RELEASE_BYTES = 128 * 1024 ** 2;

/** How to print these Secrets; superseded revisions play no part in an upgrade. */
const SELECTOR = 'owner=helm,status!=superseded';

/** A revision of a release, as Helm stores it. */
interface Revision {
  readonly release: HelmRelease;
  readonly version: number;
  readonly isDeployed: boolean;
  readonly isServerSide: boolean;
  readonly manifest: string;
}

/** The last manifests of releases, or why they could not be read. */
type ReleaseReading = { readonly manifests: readonly ReleaseManifest[] } | { readonly failure: string };

/** Reads the Secrets of Helm's releases: of all namespaces, or of those that matter if not all may be read. */
export function readReleases(kubectl: Kubectl, namespaces: readonly string[]): ReleaseReading {
  const everywhere = secretsBy(kubectl, '-A');
  if (everywhere.isDone) return { manifests: releasesIn(JSON.parse(everywhere.stdout)) };
  const answers = namespaces.map((namespace) => secretsBy(kubectl, '-n', namespace));
  const failed = answers.find(({ isDone }) => !isDone);
  if (failed) return { failure: failed.stderr };
  return { manifests: answers.flatMap(({ stdout }) => releasesIn(JSON.parse(stdout))) };
}

function secretsBy(kubectl: Kubectl, ...where: readonly string[]) {
  return kubectl.run(['get', 'secrets', ...where, '-l', SELECTOR, '-o', 'json']);
}

/** Whether there is a Secret of a release in what kubectl printed. */
export function hasReleases(printed: unknown): boolean {
  return unfoldList(printed).some(isReleaseSecret);
}

/** The last manifest of each release whose Secrets kubectl printed. Those that cannot be read are left out. */
export function releasesIn(printed: unknown): ReleaseManifest[] {
  const current = new Map<string, Revision>();
  for (const secret of unfoldList(printed).filter(isReleaseSecret)) {
    const revision = revisionOf(secret);
    if (!revision) continue;
    const key = releaseKey(revision.release);
    const known = current.get(key);
    if (!known || isLater(revision, known)) current.set(key, revision);
  }
  return [...current.values()].flatMap(manifestOf);
}

/**
 * Helm upgrades from the last revision that was deployed, or from the last one if none was.
 *
 * @see https://github.com/helm/helm/blob/main/pkg/action/upgrade.go `prepareUpgrade`
 */
function isLater(a: Revision, b: Revision): boolean {
  return a.isDeployed === b.isDeployed ? a.version > b.version : a.isDeployed;
}

function manifestOf({ release, isServerSide, manifest }: Revision): ReleaseManifest[] {
  try {
    return [releaseManifest({ ...release, isServerSide }, parsePrinted(manifest))];
  } catch {
    return [];
  }
}

function isReleaseSecret(object: unknown): boolean {
  return isMap(object) && object.kind === 'Secret' && object.type === SECRET_TYPE;
}

/** @see https://github.com/helm/helm/blob/main/pkg/storage/driver/util.go `decodeRelease` */
function revisionOf(secret: unknown): Revision | undefined {
  const { data, metadata } = secret as {
    readonly data?: { readonly release?: unknown };
    readonly metadata?: { readonly namespace?: unknown };
  };
  try {
    const stored = Buffer.from(Buffer.from(String(data?.release), 'base64').toString('latin1'), 'base64');
    const isZipped = stored[0] === 0x1f && stored[1] === 0x8b;
    const bytes = isZipped ? gunzipSync(stored, { maxOutputLength: MAX_RELEASE_BYTES }) : stored;
    const revision = revisionIn(JSON.parse(bytes.toString('utf8')));
    // Helm stores a release in its own namespace: whoever can write to another one must not speak for it.
    return revision?.release.namespace === metadata?.namespace ? revision : undefined;
  } catch {
    return undefined;
  }
}

function revisionIn(release: Record<string, unknown>): Revision | undefined {
  const { name, namespace, version, manifest, info, apply_method: method } = release;
  if (typeof name !== 'string' || typeof namespace !== 'string' || typeof manifest !== 'string') return undefined;
  if (!canBeRelease({ namespace, name })) return undefined;
  return {
    release: { namespace, name },
    version: Number(version),
    isDeployed: isMap(info) && info.status === 'deployed',
    isServerSide: method === 'ssa',
    manifest,
  };
}
