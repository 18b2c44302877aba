import { Document, Scalar, visit } from 'yaml';

/** A Kubernetes object, and a comment above it. */
interface CommentedObject {
  readonly why?: string;
  readonly object: object;
}

const LINE_WIDTH = 120;

/** Objects as YAML documents, in their order, for `kubectl apply -f -`. */
export function printObjects(objects: readonly CommentedObject[]): string {
  return objects.map(({ why, object }) => `${why === undefined ? '' : `# ${why}\n`}${textOf(object)}`).join('---\n');
}

/** A long text, such as an expression, is easier to read as a block scalar. */
function textOf(object: object): string {
  const document = new Document(object);
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === 'string' && node.value.length > LINE_WIDTH / 2) node.type = Scalar.BLOCK_FOLDED;
    },
  });
  return document.toString({ lineWidth: LINE_WIDTH });
}
