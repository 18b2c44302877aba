import { PortRange } from '../../../lib/core/cluster/port-range';
import { numberFaultOf } from '../../../lib/core/service/port-number';

const CONTEXT = { staticBand: PortRange.between(30000, 30085), prop: 'nodePort' };

test.each([1, 80, 30009, 70000])('%d can be a node port, whatever the range of the cluster', (value) => {
  expect(numberFaultOf(value, CONTEXT)).toBeUndefined();
});

test.each<[unknown, string]>([
  [0, '0 means "unset" in a Service, so it is not a node port'],
  [-1, '-1 is not a node port, which is a whole number from 1 to 65535'],
  [1.5, '1.5 is not a node port, which is a whole number from 1 to 65535'],
  [NaN, 'NaN is not a node port, which is a whole number from 1 to 65535'],
  ['30009', '"30009" is not a node port, which is a whole number from 1 to 65535'],
  [null, 'null is not a node port, which is a whole number from 1 to 65535'],
  [{}, '{} is not a node port, which is a whole number from 1 to 65535'],
  [() => 30009, 'function is not a node port, which is a whole number from 1 to 65535'],
  [{ produce: () => 30009 }, 'a Lazy is not a node port: its number must be known when the Service is created'],
  [undefined, 'undefined is not a node port, which is a whole number from 1 to 65535'],
])('%p is refused; anything can arrive from another language', (value, what) => {
  expect(numberFaultOf(value as number, CONTEXT)).toEqual({
    what,
    wayOut: 'Write one of the static band 30000-30085, such as nodePort: 30002',
  });
});
