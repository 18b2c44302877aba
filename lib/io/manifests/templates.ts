import { FoundService } from './found-service';

/** What Helm, Jinja and ERB write around what is to be filled in. */
const MARK = /\{\{|\{%|<%/;

/** Whether a text that is not YAML looks like a template there: a mark stands on the line that is at fault. */
export function looksLikeTemplate(text: string, faultAt: number): boolean {
  const start = text.lastIndexOf('\n', faultAt - 1) + 1;
  const end = text.indexOf('\n', faultAt);
  return MARK.test(text.slice(start, end < 0 ? text.length : end));
}

/** Whether a Service is yet to be filled in, although it happens to be YAML: no API server takes braces there. */
export function isUnrendered({ manifest }: FoundService): boolean {
  const { metadata, spec } = manifest as Record<string, Record<string, unknown> | null | undefined>;
  return [metadata?.name, metadata?.generateName, metadata?.namespace, spec?.type].some(
    (value) => typeof value === 'string' && value.includes('{{'),
  );
}
