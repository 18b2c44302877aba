import { ServiceRule } from '../../lib/core/service/rules/service-rule';
import { ServiceManifest, readManifest } from '../../lib/core/service/service-manifest';

/** The Service `web` as the rules see it: of type NodePort, unless its spec says otherwise. */
export function serviceOf(spec: object, metadata: object = { name: 'web' }): ServiceManifest {
  return readManifest({ apiVersion: 'v1', kind: 'Service', metadata, spec: { type: 'NodePort', ...spec } });
}

/** What a rule finds in a Service, a line for each fault: the field that it is about, what is wrong, the way out. */
export function faultsOf(rule: ServiceRule, spec: object): string[] {
  return rule
    .check(serviceOf(spec))
    .map(({ index, what, wayOut = 'A free port' }) => `${nameField(index)}: ${what}. ${wayOut}`);
}

function nameField(index: number | undefined): string {
  if (index === undefined) return 'Service';
  return index < 0 ? 'healthCheckNodePort' : `ports[${index}]`;
}
