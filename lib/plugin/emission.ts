import { Severity } from '../core/findings/finding-kind';
import { Problem } from '../core/findings/problem';
import { FoundService, withResolvedPlaces } from '../io/manifests/found-service';
import { readManifestFile } from '../io/records/lazy-readers';

/** A Service as an app emitted it. */
export interface EmittedService extends FoundService {
  /** The manifest that contains it, as cdk8s-cli names it. */
  readonly manifestPath: string;
  /** The manifest that contains it, as places name it. */
  readonly file: string;
}

/** What an app emitted. */
export interface Emission {
  /** Services of one file are in the order in which they were emitted. */
  readonly services: readonly EmittedService[];
  /** How many objects have each name, Services or not. */
  readonly objects: ReadonlyMap<string, number>;
}

/**
 * Reads the manifests of an app. Throws, with file, line and column, for anything that cannot be read: what is not
 * judged must not pass.
 *
 * @param nameOf the name of a manifest in the places of its contents
 */
export function readEmission(manifestPaths: readonly string[], nameOf: (manifestPath: string) => string): Emission {
  const services: EmittedService[] = [];
  const objects = new Map<string, number>();
  const problems: Problem[] = [];
  for (const manifestPath of manifestPaths) {
    const file = nameOf(manifestPath);
    readManifestFile(
      { name: file, path: manifestPath },
      {
        onService: (service) => services.push({ ...withResolvedPlaces(service), manifestPath, file }),
        onObject: (name) => objects.set(name, (objects.get(name) ?? 0) + 1),
        onProblem: (problem) => {
          if (problem.severity === Severity.ERROR) problems.push(problem);
        },
        scansFirst: false,
        isRendered: true,
      },
    );
  }
  if (problems.length > 0) {
    throw new Error(
      `${problems.map(({ path, what }) => `${path}: ${what}.`).join('\n')}\nFix what emits this; nothing is ` +
        `checked until everything can be read`,
    );
  }
  return { services, objects };
}
