import { LAST_APPLIED, readManagers } from './field-managers';
import { HelmRelease, canBeRelease } from './helm-release';
import { LiveService } from './live-service';
import { addressOf, isHeadless, withDefaults } from './service-state';
import { fieldsOf } from '../service/fields-of';
import { isUnsetOrWhole } from '../service/port-entry';
import { ServiceFields, readFields } from '../service/service-fields';
import { ServiceManifest, readManifest } from '../service/service-manifest';

/** Reads one Service as a cluster prints it. */
export function readLiveService(object: unknown): LiveService {
  const { name, namespace = 'default' } = readManifest(object);
  const { managedFields, annotations, labels } = fieldsOf(fieldsOf(object).metadata);
  const state = withDefaults(readFields(withoutUnreadable(object)));
  return {
    namespace,
    service: name,
    state: { ...state, clusterIP: isHeadless(state) ? state.clusterIP : addressOf(state.type) },
    applied: readLastApplied(fieldsOf(annotations)[LAST_APPLIED]),
    managers: readManagers(managedFields),
    release: readRelease(fieldsOf(annotations), fieldsOf(labels)),
    ...(fieldsOf(annotations)['helm.sh/resource-policy'] === 'keep' ? { isKept: true } : {}),
  };
}

/** An invalid number is reported but not copied. */
function withoutUnreadable(object: unknown): unknown {
  const { ports, healthCheck } = readManifest(object);
  const spec = fieldsOf(fieldsOf(object).spec);
  const entries = Array.isArray(spec.ports) ? spec.ports.filter((_, index) => isReadable(ports[index])) : undefined;
  return {
    spec: { ...spec, ports: entries, ...(healthCheck.unreadable === undefined ? {} : { healthCheckNodePort: 0 }) },
  };
}

/** Whether an entry has a service port, and a node port that can be decoded. */
export function isReadable({
  port,
  unreadable,
}: Pick<ServiceManifest['ports'][number], 'port' | 'unreadable'>): boolean {
  return unreadable === undefined && Number.isInteger(port) && isUnsetOrWhole(port);
}

function readLastApplied(annotation: unknown): ServiceFields | undefined {
  if (typeof annotation !== 'string') return undefined;
  try {
    return readFields(JSON.parse(annotation));
  } catch {
    return undefined;
  }
}

function readRelease(annotations: Record<string, unknown>, labels: Record<string, unknown>): HelmRelease | undefined {
  const { 'meta.helm.sh/release-name': name, 'meta.helm.sh/release-namespace': namespace } = annotations;
  if (labels['app.kubernetes.io/managed-by'] !== 'Helm' || typeof name !== 'string' || typeof namespace !== 'string') {
    return undefined;
  }
  return canBeRelease({ namespace, name }) ? { namespace, name } : undefined;
}
