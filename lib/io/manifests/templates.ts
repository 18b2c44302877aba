import { FoundService } from './found-service';
import { AnyFields, fieldsOf, isMap } from '../../core/service/fields-of';
import { unsupportedValues } from '../../core/service/supported-values';

/** The delimiters of Helm, Jinja and ERB placeholders. */
export const TEMPLATE_MARK = /\{\{|\{%|<%/;

/** Whether a text that is not YAML is probably a template: its faulty line has a delimiter. */
export function looksLikeTemplate(text: string, faultAt: number): boolean {
  const start = text.lastIndexOf('\n', faultAt - 1) + 1;
  const end = text.indexOf('\n', faultAt);
  return TEMPLATE_MARK.test(text.slice(start, end < 0 ? text.length : end));
}

/** Whether a Service still has placeholders although it is valid YAML: no API server accepts braces there. */
export function isUnrendered({ manifest }: FoundService): boolean {
  const { metadata, spec } = manifest as Record<string, Record<string, unknown> | null | undefined>;
  const ofPorts = portsOf(spec).flatMap(({ name, port, protocol, nodePort }) => [name, port, protocol, nodePort]);
  const fields = [metadata?.name, metadata?.generateName, metadata?.namespace, spec?.type, ...ofPorts];
  return fields.some((value) => contains(value, '{{'));
}

/**
 * Whether what a Service in an OpenShift Template asks for depends on its parameters. Only `${{A}}` becomes a value of
 * another type; `${A}` stays text.
 */
export function dependsOnParameters({ manifest }: FoundService): boolean {
  const { spec: written } = manifest as Record<string, unknown>;
  const spec = fieldsOf(written);
  const { ports, healthCheckNodePort, allocateLoadBalancerNodePorts } = spec;
  const ofPorts = portsOf(spec).flatMap(({ port, nodePort }) => [port, nodePort]);
  const entries: unknown[] = Array.isArray(ports) ? ports : [];
  const values = [written, ports, ...entries, ...ofPorts, healthCheckNodePort, allocateLoadBalancerNodePorts];
  const texts = unsupportedValues(spec).map(({ value }) => value);
  return texts.some((text) => contains(text, '${')) || values.some((value) => contains(value, '${{'));
}

function portsOf(spec: Record<string, unknown> | null | undefined): AnyFields[] {
  return Array.isArray(spec?.ports) ? spec.ports.filter(isMap) : [];
}

function contains(value: unknown, mark: string): boolean {
  return typeof value === 'string' && value.includes(mark);
}
