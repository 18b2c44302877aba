import assert from 'node:assert/strict';
import { Service } from './library';
import { States, keyOf, stateText } from './predicted-world';
import { PlanJson } from '../support/plan-json';

/** The first port of the dynamic band in these worlds. */
const FIRST_PICK = 30016;

/**
 * Every Service is as predicted. Helm creates the Services of a new release all at once: of those that compete for a
 * number, any may be missing, and of those that a refusal names, one is.
 */
export function compareStates(predicted: States, services: readonly any[], text: string, plan?: PlanJson): void {
  const actual = new Map(services.map((service): [string, string] => [keyOf(service), stateText(service)]));
  for (const { oneOf = [] } of plan?.refusals ?? []) {
    assert.ok(oneOf.length === 0 || oneOf.some((key) => !actual.has(key)), text);
  }
  const racing = plan ? racersOf(plan) : new Set<string>();
  const isSure = ([key]: [string, string]): boolean => !racing.has(key) || (actual.has(key) && predicted.has(key));
  const masked = [...predicted]
    .filter(isSure)
    .map(([key, state]): [string, string] => [key, mask(state, actual.get(key) ?? '')]);
  assert.deepEqual(new Map([...actual].filter(isSure).sort()), new Map(masked.sort()), text);
}

/** The Services that may be refused or not, because a new release creates them all at once. */
function racersOf({ refusals, risks }: PlanJson): Set<string> {
  const atRisk = risks.filter(({ because }) => because.includes('all at once')).map(({ service }) => service);
  return new Set([...atRisk, ...refusals.flatMap(({ oneOf = [] }) => oneOf)]);
}

/** A number that the API server picks is any number of the dynamic band. */
function mask(predicted: string, actual: string): string {
  const found = actual.split(' ');
  return predicted
    .split(' ')
    .map((part, index) => {
      const number = /(\d+)$/.exec(found[index] ?? '')?.[1];
      return part.endsWith('picked') && number !== undefined && Number(number) >= FIRST_PICK
        ? part.replace(/picked$/, number)
        : part;
    })
    .join(' ');
}

/** Every number that a planned Service held or holds is listed once among the changes, with the right kind. */
export function compareChanges(plan: PlanJson, before: readonly any[], after: readonly any[], text: string): void {
  const keys = new Set(plan.changes.map(({ service }) => service));
  const [old, next] = [before, after].map((services) => numbersOf(services, keys));
  const details = `${text}\nbefore: ${old.join(', ')}\nafter: ${next.join(', ')}`;
  const named = plan.changes.filter(({ kind }) => kind !== 'retired');
  assert.equal(named.length, next.length, details);
  for (const { kind, service, from, to } of plan.changes) {
    if (from !== undefined) assert.ok(old.includes(`${service} ${from}`), details);
    if (to !== undefined) assert.ok(next.includes(`${service} ${to}`), details);
    assert.equal(from === undefined, kind === 'new', details);
    assert.equal(from !== undefined && from === to, kind === 'unchanged' || kind === 'lingering', details);
    if (kind === 'retired') assert.ok(!next.includes(`${service} ${from}`), details);
  }
  for (const number of old) {
    // Another port of the Service may take over the number of one that goes away.
    const isNamed = plan.changes.some(({ service, from, to }) =>
      [`${service} ${from}`, `${service} ${to}`].includes(number),
    );
    assert.ok(isNamed, `${number} is not in the changes\n${details}`);
  }
}

/** Every number of a manifest is that of its Service, which is what safe means. */
export function compareWritten(next: readonly Service[], services: readonly any[], text: string): void {
  for (const written of new Map(next.map((service) => [keyOf(service), service])).values()) {
    const stored = services.find((each) => keyOf(each) === keyOf(written));
    assert.ok(stored, `${keyOf(written)} does not exist\n${text}`);
    const { type, ports = [], healthCheckNodePort, externalTrafficPolicy } = written.spec as Record<string, any>;
    const details = `${text}\n${stateText(stored)}`;
    for (const { port, protocol, nodePort } of ports) {
      const found = stored.spec.ports.find((each: any) => each.port === port && each.protocol === (protocol || 'TCP'));
      assert.ok(found, details);
      if (nodePort && HOLDS.has(stored.spec.type)) assert.equal(found.nodePort, nodePort, details);
    }
    if (type !== undefined) assert.equal(stored.spec.type, type, details);
    if (externalTrafficPolicy === 'Local' && healthCheckNodePort) {
      assert.equal(stored.spec.healthCheckNodePort, healthCheckNodePort, details);
    }
  }
}

const MISSED = /its port (\S+) will differ from its manifest/;

/** A number that a plan expects to differ from the manifest does differ. */
export function compareRisks({ risks }: PlanJson, services: readonly any[], text: string): void {
  for (const { service, nodePort, because } of risks) {
    const [, port] = MISSED.exec(because) ?? [];
    const stored = services.find((each) => keyOf(each) === service);
    if (port === undefined || stored === undefined) continue;
    const { healthCheckNodePort, ports = [] } = stored.spec;
    const found =
      port === 'healthCheckNodePort'
        ? healthCheckNodePort
        : ports.find((each: any) => `${each.port}/${each.protocol}` === port)?.nodePort;
    assert.notEqual(found, nodePort ?? 0, text);
  }
}

const HOLDS = new Set(['NodePort', 'LoadBalancer']);

function numbersOf(services: readonly any[], keys: ReadonlySet<string>): string[] {
  return services
    .filter((service) => keys.has(keyOf(service)) && HOLDS.has(service.spec.type))
    .flatMap((service) => {
      const { ports = [], healthCheckNodePort } = service.spec;
      const numbers = [...ports.map(({ nodePort }: any) => nodePort), healthCheckNodePort].filter(Boolean);
      return numbers.map((number) => `${keyOf(service)} ${number}`);
    });
}
