import { FoundService } from './found-service';
import { AnyFields, isMap } from '../../core/service/fields-of';

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
 * Whether the node ports of a Service in an OpenShift Template depend on its parameters. Only `${{A}}` becomes a
 * number; `${A}` stays text.
 */
export function dependsOnParameters({ manifest }: FoundService): boolean {
  const { spec } = manifest as Record<string, Record<string, unknown> | null | undefined>;
  const entries = portsOf(spec);
  const texts = [spec?.type, ...entries.map(({ protocol }) => protocol)];
  const numbers = [spec?.healthCheckNodePort, ...entries.flatMap(({ port, nodePort }) => [port, nodePort])];
  return texts.some((value) => contains(value, '${')) || numbers.some((value) => contains(value, '${{'));
}

function portsOf(spec: Record<string, unknown> | null | undefined): AnyFields[] {
  return Array.isArray(spec?.ports) ? spec.ports.filter(isMap) : [];
}

function contains(value: unknown, mark: string): boolean {
  return typeof value === 'string' && value.includes(mark);
}
