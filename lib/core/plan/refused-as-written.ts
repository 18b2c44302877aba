import { DesiredService } from './desired-service';
import { invalid, unsupportedErrors } from './field-error';
import { Refusal } from './refusal';
import { ApplyTool, Way } from '../merge/apply-tools';

/**
 * Why a manifest is refused whatever the cluster holds: it has no name, cannot be decoded, or has a value that its
 * field does not accept.
 */
export function refusedAsWritten(desired: DesiredService, way: Way): Refusal | undefined {
  return unnamed(desired, way) ?? undecodable(desired) ?? undeclared(desired, way) ?? unsupported(desired);
}

/** Every tool looks for the live Service first, by its name. */
function unnamed({ service }: DesiredService, { tool }: Way): Refusal | undefined {
  if (service !== '' && !service.endsWith('*')) return undefined;
  const saysWhy = service !== '' && (tool === ApplyTool.KUBECTL || tool === ApplyTool.SERVER_SIDE);
  const prefix = service.slice(0, -1);
  return {
    status: 0,
    by: tool,
    error: saysWhy ? `from ${prefix}: cannot use generate name with apply` : 'resource name may not be empty',
  };
}

function undecodable({ undecodable: fault }: DesiredService): Refusal | undefined {
  return fault && { status: 400, error: fault.what, code: fault.code };
}

/** A field that does not exist: only Helm 3 drops it with a warning. */
function undeclared({ claims: { manifest } }: DesiredService, { tool, isServerSide }: Way): Refusal | undefined {
  if (tool === ApplyTool.HELM && !isServerSide) return undefined;
  const unknown = manifest.mistakes.flatMap(({ instead, field }) => (instead ? [`unknown field "${field}"`] : []));
  return unknown.length === 0
    ? undefined
    : { status: 400, error: `strict decoding error: ${unknown.join(', ')}`, code: 'field-misspelt' };
}

function unsupported({ service, claims: { manifest } }: DesiredService): Refusal | undefined {
  const errors = unsupportedErrors(manifest.unsupported);
  return errors.length === 0 ? undefined : invalid(service, errors);
}
