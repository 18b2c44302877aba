import { stringify } from 'yaml';

/** A Kubernetes object, and a comment above it. */
export interface CommentedObject {
  readonly why?: string;
  readonly object: object;
}

const LINE_WIDTH = 120;

/** Objects as YAML documents, in their order, for `kubectl apply -f -`. */
export function printObjects(objects: readonly CommentedObject[]): string {
  return objects.map(({ why, object }) => `${why === undefined ? '' : `# ${why}\n`}${stringify(object, { lineWidth: LINE_WIDTH })}`).join('---\n');
}
