import { IConstruct } from 'constructs';
import { usageErrorInAppLanguage } from './app-language';

/** Where an app notes which copy of this library watches it; shared by all copies. */
const COPY = Symbol.for('cdk8s-nodeport.copy');

/** Identifies this copy of the library, with the folder that it was loaded from. */
const THIS_COPY = { folder: __dirname.replace(/[\\/](lib|build)[\\/]constructs[\\/]synth$/, '') };

/** Throws `library-repeated` if another copy of this library already has constructs in the app. */
export function requireOnlyCopy(root: IConstruct): void {
  const app = root as { [COPY]?: typeof THIS_COPY };
  const known = app[COPY];
  if (known === THIS_COPY) return;
  if (known === undefined) {
    Object.defineProperty(app, COPY, { value: THIS_COPY });
    return;
  }
  throw usageErrorInAppLanguage('library-repeated', {
    what:
      `this app loads two copies of cdk8s-nodeport, ${known.folder} and ${THIS_COPY.folder}, and neither sees ` +
      `the other's claims`,
    wayOut:
      'Run npm dedupe cdk8s-nodeport; if two remain, list cdk8s-nodeport in peerDependencies of the package that ' +
      'bundles its own copy',
  });
}
