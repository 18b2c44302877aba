import * as kplus from 'cdk8s-plus-27';
import { PodsOrLabels } from './any-plus';
import { usageErrorInAppLanguage } from './synth/app-language';

/** The props of a port, under every name that a language uses for them. */
const PORT_PROPS: Record<string, keyof kplus.ServicePort> = {
  name: 'name',
  port: 'port',
  protocol: 'protocol',
  nodePort: 'nodePort',
  node_port: 'nodePort',
  targetPort: 'targetPort',
  target_port: 'targetPort',
};

/**
 * Reads ports that jsii passes through unchanged: structs of any cdk8s-plus version, and Python dictionaries with
 * Python's prop names.
 *
 * Throws `prop-invalid` for anything that is not a port.
 *
 * @param who the construct that received them
 * @param ports the value it received
 */
export function readPorts(who: string, ports: readonly unknown[] = []): kplus.ServicePort[] {
  if (!Array.isArray(ports)) throw invalid(`${who}, ports`, 'this is not a list', 'Write [{ port: 80 }]');
  return ports.map((port, index) => readPort(`${who}, ports[${index}]`, port));
}

function readPort(who: string, given: unknown): kplus.ServicePort {
  if (!isRecord(given)) {
    throw invalid(who, 'this is not a port', 'Write a ServicePort of any cdk8s-plus, such as { port: 80 }');
  }
  const known = Object.entries(given).map(([prop, value]) => [PORT_PROPS[prop] ?? unknownProp(who, prop), value]);
  const port = Object.fromEntries(known) as kplus.ServicePort;
  if (port.port === undefined) {
    throw invalid(
      who,
      'the prop port is missing',
      'Write the port of the Service inside the cluster, such as port: 80',
    );
  }
  return port;
}

function unknownProp(who: string, prop: string): never {
  const meant = Object.values(PORT_PROPS).find(
    (name) => name.toLowerCase() === prop.replace(/[-_]/g, '').toLowerCase(),
  );
  throw invalid(
    who,
    `${JSON.stringify(prop)} is not a prop of a port`,
    meant ? `Write ${meant}` : 'Use name, nodePort, port, protocol and targetPort',
  );
}

/**
 * Makes a Service select pods: a workload or a selection of pods of any cdk8s-plus version, or all pods with the given
 * labels.
 *
 * Throws `prop-invalid` for anything else.
 *
 * @param service the Service
 * @param pods the pods to select
 */
export function selectPods(service: kplus.Service, pods: PodsOrLabels): void {
  for (const [label, value] of Object.entries(labelsOf(service.node.path, pods))) service.selectLabel(label, value);
}

function labelsOf(who: string, pods: unknown): Record<string, string> {
  if (isPodSelector(pods)) return pods.toPodSelectorConfig().labelSelector._toKube().matchLabels ?? {};
  if (isRecord(pods) && Object.values(pods).every((value) => typeof value === 'string')) {
    return pods as Record<string, string>;
  }
  throw invalid(
    who,
    'the prop selector contains neither pods nor labels',
    "Write a Deployment, Pods.select(…), or labels such as { app: 'web' }",
  );
}

function isPodSelector(pods: unknown): pods is kplus.IPodSelector {
  return typeof (pods as Partial<kplus.IPodSelector> | undefined)?.toPodSelectorConfig === 'function';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(who: string, what: string, wayOut: string): Error {
  return usageErrorInAppLanguage('prop-invalid', { who, what, wayOut });
}
