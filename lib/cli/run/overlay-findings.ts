import { dirname, posix, relative } from 'node:path';
import { AssignInputs } from './assign-inputs';
import { Finding, finding } from '../../core/findings/finding';
import { fileOfPlace } from '../../core/findings/place';
import { isAwaiting, serviceKey } from '../../core/service/claim';
import { nameService } from '../../core/service/owner-names';
import { ServiceClaims } from '../../core/service/service-claims';
import { fileOperand, shellWord } from '../../core/text/shell';
import { isBuiltInFolder } from '../../io/files/kustomization';
import { withSlashes } from '../../io/files/path-names';
import { World } from '../world';

/** Services in files that Kustomize builds, which may change their names, or give one number to several overlays. */
export function overlayFindings(
  services: readonly ServiceClaims[],
  inputs: AssignInputs,
  cluster: string,
  { cwd }: World,
): Finding[] {
  const shown = (folder: string) => withSlashes(relative(cwd, folder)) || '.';
  const built = services.flatMap(({ owner }) => {
    const overlays = overlaysOf(owner.path, inputs).map(shown).sort();
    if (overlays.length === 0) return [];
    const at = { cluster, path: owner.path, service: serviceKey(owner) };
    return [uncertain({ who: nameService(owner), what: whatBuilds(overlays) }, overlays[0], at)];
  });
  return [...built, ...alternativeFindings(inputs, cluster, shown)];
}

function whatBuilds(overlays: readonly string[]): string {
  return overlays.length === 1
    ? `Kustomize builds ${overlays[0]} from its file, and may change its name or namespace there or in an overlay`
    : `${overlays.join(' and ')} are both built from its file, so a number in it would be that of both`;
}

/** Services that lack a number, and that another overlay writes as well, so that they were left out. */
function alternativeFindings(inputs: AssignInputs, cluster: string, shown: (folder: string) => string): Finding[] {
  return inputs.left
    .filter(({ claims }) => claims.some(isAwaiting))
    .map(({ owner: { path } }) => {
      const [overlay = '.'] = overlaysOf(path, inputs).map(shown);
      return uncertain({ what: 'another overlay writes this Service as well' }, overlay, { cluster, path });
    });
}

function overlaysOf(place: string, { inputs, kustomize }: AssignInputs): string[] {
  const file = fileOfPlace(place);
  const path = inputs.find(({ name }) => name === file)?.path;
  if (path === undefined) return [];
  const builds = kustomize.buildsOf(path);
  // A file that is named itself is read without the rest of its folder.
  if (builds.length === 0) return isBuiltInFolder(path) ? [dirname(path)] : [];
  return kustomize.roots.filter((root) => builds.includes(root));
}

function uncertain(
  parts: { readonly who?: string; readonly what: string },
  overlay: string,
  at: { readonly cluster: string; readonly path: string; readonly service?: string },
): Finding {
  const build = `kubectl kustomize ${shellWord(fileOperand(overlay))}`;
  const fillIn = `${build} | cdk8s-nodeport assign -`;
  const wayOut = isBeside(overlay, at.path)
    ? `Fill in what you apply: ${fillIn}, with the folder of the overlay in place of ${overlay} if you apply one of it`
    : `Fill in what each overlay builds: ${fillIn}`;
  return finding('place-uncertain', { ...parts, wayOut }, at);
}

/** Whether a folder that builds a file holds it, so that it may be the base of overlays elsewhere. */
function isBeside(folder: string, place: string): boolean {
  return posix.dirname(withSlashes(fileOfPlace(place))) === folder;
}
