import { isAsWritten, missedNumbers } from '../../../lib/core/plan/as-written';
import { Fields } from '../../../lib/core/service/service-fields';
import { LOCAL, fieldsWith, stateWith } from '../../support/live-services';

const WEB = { port: 80, nodePort: 30001 };
const missed = (held: readonly Fields[], written: readonly Fields[] | undefined, scalars: Fields = {}) =>
  missedNumbers(stateWith(held, scalars), fieldsWith(written)).map(
    ({ port, nodePort }) => `${port} ${nodePort ?? '-'}`,
  );

test.each<[string, readonly Fields[], readonly Fields[] | undefined, string[]]>([
  ['the number is as written', [WEB], [WEB], []],
  ['another number', [WEB], [{ port: 80, nodePort: 30002 }], ['80/TCP 30002']],
  ['the number is not written', [WEB], [{ port: 80 }, { port: 80, nodePort: 0 }], []],
  ['the number is not a number', [WEB], [{ port: 80, nodePort: '30002' }], []],
  ['an entry is missing', [WEB], [{ port: 81 }], ['81/TCP -']],
  ['a pinned entry is missing', [WEB], [{ port: 81, nodePort: 30002 }], ['81/TCP 30002']],
  ['another protocol', [WEB], [{ ...WEB, protocol: 'UDP' }], ['80/UDP 30001']],
  ['an empty protocol is TCP', [WEB], [{ ...WEB, protocol: '' }], []],
  ['more entries than written', [WEB, { port: 81 }], [WEB], []],
  ['no list of ports is written', [WEB], undefined, []],
])('%s', (_, held, written, expected) => {
  expect(missed(held, written)).toEqual(expected);
});

test('a number means nothing to a type that holds none', () => {
  expect(missed([{ port: 80 }], [WEB], { type: 'ClusterIP' })).toEqual([]);
});

test('a health check is as written if it has the number, or is not needed', () => {
  const check = (held: number, written: Fields['nodePort'], scalars: Fields = LOCAL) =>
    missedNumbers(
      stateWith([], { ...scalars, healthCheckNodePort: held }),
      fieldsWith([], { healthCheckNodePort: written }),
    );
  expect(check(30001, 30002)).toEqual([{ port: 'healthCheckNodePort', nodePort: 30002 }]);
  expect([check(30001, 30001), check(30001, 0), check(30001, null), check(30001, 30002, {})]).toEqual([[], [], [], []]);
});

test('a Service is as written if nothing is missed', () => {
  expect([isAsWritten(stateWith([WEB]), fieldsWith([WEB])), isAsWritten(stateWith([]), fieldsWith([WEB]))]).toEqual([
    true,
    false,
  ]);
});
