import { portsAt } from '../../../lib/core/map/moment';
import { MapDay, MapPlan, MapPort } from '../../../lib/core/map/port-map';
import { mapOf, portOf } from '../../support/map-ports';

const today = [portOf(30001, 'a'), portOf(30005, 'b')];
const plan: MapPlan = {
  verdict: 'safe',
  ports: [portOf(30003, 'b'), portOf(30001, 'c')],
  freed: [30005],
  moves: [],
  findings: [],
};
const day = (number: number, freed: number[], ...ports: MapPort[]): MapDay => ({
  day: `2026-01-0${number}`,
  commit: 'abc',
  ports,
  freed,
});
const history = [
  day(1, [], portOf(30009, 'a'), portOf(30002, 'b')),
  day(2, [30009], portOf(30004, 'a')),
  day(3, [], portOf(30002, 'c')),
];

/** What the map shows at a moment, in its order. */
const shown = (moment: 'today' | 'planned' | number, more: object = { plan, history }) =>
  [...portsAt(mapOf(today, more), moment)].map(([nodePort, { service }]) => `${nodePort} ${service}`);

test('today, the map shows the ports of today', () => {
  expect(shown('today')).toEqual(['30001 a', '30005 b']);
});

test('after the plan, it shows the changed ports by number, without those that were freed', () => {
  expect(shown('planned')).toEqual(['30001 c', '30003 b']);
});

test('without a plan, everything stays as it is', () => {
  expect(shown('planned', {})).toEqual(['30001 a', '30005 b']);
});

test('on a day of the past, it shows what all days up to it add up to, by number', () => {
  expect(shown(0)).toEqual(['30002 b', '30009 a']);
  expect(shown(1)).toEqual(['30002 b', '30004 a']);
  expect(shown(2)).toEqual(['30002 c', '30004 a']);
});

test('without a history, a day is empty', () => {
  expect(shown(0, {})).toEqual([]);
});

test('looking at one moment changes no other', () => {
  const map = mapOf(today, { plan, history });
  portsAt(map, 'planned');
  portsAt(map, 2);
  expect([...portsAt(map, 'today').values()]).toEqual(today);
});
