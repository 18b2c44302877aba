import { ClaimOwner, HEALTH_CHECK_PORT, serviceKey } from './claim';

/** The name of an owner at the start of a message. */
export function nameOwner(owner: ClaimOwner): string {
  if (owner.resource !== undefined) return `${owner.resource}, ${owner.port}`;
  if (owner.service === undefined && owner.holder !== undefined) return `reservation for ${owner.holder}`;
  return `${nameService(owner)}${owner.port ? `, ${namePort(owner.port)}` : ''}`;
}

/** The name in messages of the other party to a conflict: where it is written, and what it is. */
export function nameOther({ path, reason, ...owner }: ClaimOwner): string {
  if (owner.resource !== undefined) return `${path} (${nameOwner({ path, ...owner })})`;
  if (owner.service === undefined && owner.holder !== undefined) {
    return `${path}${path === owner.holder ? '' : `, for ${owner.holder}`} (${reason})`;
  }
  if (owner.service === undefined) return `${path || 'the app'} (takenPorts: ${reason})`;
  return `${path} (${nameOwner({ path, ...owner })}${reason ? `, ${reason}` : ''})`;
}

/** The name of a Service in messages. */
export function nameService(owner: Pick<ClaimOwner, 'namespace' | 'service'>): string {
  return `Service ${serviceKey(owner)}`;
}

/** The name of a Service's port in messages. */
export function namePort(port: string): string {
  return port === HEALTH_CHECK_PORT ? port : `port "${port}"`;
}
