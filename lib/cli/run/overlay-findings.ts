import { relative } from 'node:path';
import { AssignInputs } from './assign-inputs';
import { Finding, fileOfPlace, finding } from '../../core/findings/finding';
import { shellWord } from '../../core/findings/shell';
import { isAwaiting, nameService, serviceKey } from '../../core/service/claim';
import { ServiceClaims } from '../../core/service/service-claims';
import { withSlashes } from '../../io/files/path-names';
import { World } from '../world';

/** Services in files that several overlays of Kustomize build, where a number would be that of every overlay. */
export function overlayFindings(
  services: readonly ServiceClaims[],
  inputs: AssignInputs,
  cluster: string,
  { cwd }: World,
): Finding[] {
  const shown = (folder: string) => withSlashes(relative(cwd, folder)) || '.';
  const shared = services.flatMap(({ owner }) => {
    const overlays = overlaysOf(owner.path, inputs).map(shown).sort();
    if (overlays.length < 2) return [];
    const what = `${overlays.join(' and ')} are both built from its file, so a number in it would be that of both`;
    return [
      uncertain({ who: nameService(owner), what }, overlays[0], {
        cluster,
        path: owner.path,
        service: serviceKey(owner),
      }),
    ];
  });
  return [...shared, ...alternativeFindings(inputs, cluster, shown)];
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
  return kustomize.roots.filter((root) => builds.includes(root));
}

function uncertain(
  parts: { readonly who?: string; readonly what: string },
  overlay: string,
  at: { readonly cluster: string; readonly path: string; readonly service?: string },
): Finding {
  const wayOut = `Fill in what each overlay builds: kustomize build ${shellWord(overlay)} | cdk8s-nodeport assign -`;
  return finding('place-uncertain', { ...parts, wayOut }, at);
}
