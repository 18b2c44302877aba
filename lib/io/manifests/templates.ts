import { FoundService } from './found-service';
import { isMap } from '../../core/service/fields-of';

/** The delimiters of Helm, Jinja and ERB placeholders. */
const MARK = /\{\{|\{%|<%/;

/** Whether a text that is not YAML is probably a template: its faulty line has a delimiter. */
export function looksLikeTemplate(text: string, faultAt: number): boolean {
  const start = text.lastIndexOf('\n', faultAt - 1) + 1;
  const end = text.indexOf('\n', faultAt);
  return MARK.test(text.slice(start, end < 0 ? text.length : end));
}

/** Whether a Service still has placeholders although it is valid YAML: no API server accepts braces there. */
export function isUnrendered({ manifest }: FoundService): boolean {
  const { metadata, spec } = manifest as Record<string, Record<string, unknown> | null | undefined>;
  const ports = Array.isArray(spec?.ports) ? spec.ports : [];
  const ofPorts = ports.filter(isMap).flatMap(({ name, port, protocol, nodePort }) => [name, port, protocol, nodePort]);
  const fields = [metadata?.name, metadata?.generateName, metadata?.namespace, spec?.type, ...ofPorts];
  return fields.some((value) => typeof value === 'string' && value.includes('{{'));
}
