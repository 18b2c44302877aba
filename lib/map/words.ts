import { Census } from '../core/map/census';
import { Moment } from '../core/map/moment';
import { ClusterMap, MapPort, PortOwner } from '../core/map/port-map';
import { HEALTH_CHECK_PORT } from '../core/service/claim';
import { count } from '../core/text/count';

/** The owner of a port in short: its Service, or else the owner that it is held for. */
export function shortOwner({ service, holder, reservation, reason, namespace }: PortOwner): string {
  return service ?? holder ?? reservation ?? reason ?? (namespace === undefined ? 'unknown' : `${namespace}/*`);
}

/** The owner of a port in full: namespace and Service, or else the owner that it is held for. */
export function fullOwner(owner: PortOwner): string {
  return owner.service === undefined ? shortOwner(owner) : `${owner.namespace ?? 'default'}/${owner.service}`;
}

/** The line below the owner of a port: its namespace and the name of the port. */
export function ownerDetail({ namespace, service, port, reason, holder }: PortOwner): string {
  const name = port === HEALTH_CHECK_PORT ? 'health check' : port;
  if (service !== undefined) return [namespace, name].filter((text) => text !== undefined).join(' · ');
  return holder === undefined ? '' : (reason ?? '');
}

/** What a plan does to a port, shown after its number; empty if nothing. */
export function changeText({ change }: MapPort): string {
  if (change === undefined) return '';
  if (change.kind === 'new') return 'new';
  if (change.kind === 'arrives') return `← ${change.other}`;
  return change.other === undefined ? 'goes' : `→ ${change.other}`;
}

/** The ends of a range: `30000-32767`, or one number. */
export function rangeText(first: number, last: number): string {
  return first === last ? `${first}` : `${first}-${last}`;
}

/** The text after the number of free static ports in a headline: `of 86 static ports are free after the plan`. */
export function freeSentence({ history = [] }: ClusterMap, { free, staticSize }: Census, moment: Moment): string {
  const total = `of ${count(staticSize, 'static port')}`;
  const isOne = free.length === 1;
  if (typeof moment === 'number') return `${total} ${isOne ? 'was' : 'were'} free on ${history[moment].day}`;
  return `${total} ${isOne ? 'is' : 'are'} free${moment === 'planned' ? ' after the plan' : ''}`;
}
