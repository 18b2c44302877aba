import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';

/** The fields that every Kubernetes object has. */
interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

/**
 * Creates an object without a namespace. A chart adds its own namespace to every object, and the API server rejects
 * that for cluster-scoped ones.
 */
export function clusterScoped(scope: Construct, id: string, manifest: Manifest): ApiObject {
  const object = new ApiObject(scope, id, manifest);
  if (Chart.of(scope).namespace !== undefined) object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  return object;
}
