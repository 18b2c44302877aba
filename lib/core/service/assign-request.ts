import { fieldsOf } from './fields-of';
import { shortName } from '../text/printable';

/** The label or annotation with which a Service in a manifest asks for static node ports. */
export const ASSIGN_KEY = 'nodeport.cdk8s.io/assign';
/** Its only value. */
export const ASSIGN_STATIC = 'static';
/** The label or annotation that names the reservation to draw from, which asks for static node ports as well. */
export const RESERVATION_KEY = 'nodeport.cdk8s.io/reservation';

/** What a Service in a manifest asks for. */
export interface AssignRequest {
  readonly isStatic: boolean;
  /** The reservation that it draws from. */
  readonly reservation?: string;
  /** A key whose value means nothing, and that value. */
  readonly odd?: readonly [key: string, value: string];
}

/** Reads what a Service asks for; an annotation takes precedence over a label. */
export function assignRequestOf(manifest: unknown): AssignRequest {
  const { labels, annotations } = fieldsOf(fieldsOf(manifest).metadata);
  const given = (key: string): unknown => fieldsOf(annotations)[key] ?? fieldsOf(labels)[key];
  const [assign, reservation] = [given(ASSIGN_KEY), given(RESERVATION_KEY)];
  if (assign !== undefined && assign !== ASSIGN_STATIC) return odd(ASSIGN_KEY, assign);
  if (reservation === undefined) return { isStatic: assign !== undefined };
  if (typeof reservation !== 'string' || reservation === '') return odd(RESERVATION_KEY, reservation);
  return { isStatic: true, reservation };
}

function odd(key: string, value: unknown): AssignRequest {
  return { isStatic: false, odd: [key, shortName(JSON.stringify(value) ?? '')] };
}
