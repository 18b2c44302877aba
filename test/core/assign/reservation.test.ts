import { parsePortList, printPortList } from '../../../lib/core/assign/reservation';

test.each([
  ['30040', [30040]],
  ['30040-30042', [30040, 30041, 30042]],
  [' 30042 , 30040 - 30041,30042', [30040, 30041, 30042]],
])('%s is read', (text, ports) => {
  expect(parsePortList(text, 'team-data')).toEqual(ports);
});

test.each(['', '30040,', 'a', '30040-', '-5', '30044-30040', '0', '65535-65536', '123456', '30040;30041', '3e4'])(
  '%j is refused with a literal to type',
  (text) => {
    expect(() => parsePortList(text, 'team-data')).toThrow(
      /^team-data: .*Write it as '30040', '30040-30044' or '30040,30042-30044'\. \(reservation-invalid\)$/,
    );
  },
);

test('ports are printed as a person writes them', () => {
  expect(printPortList([30040, 30041, 30042, 30050])).toBe('30040-30042, 30050');
});
