import { notAPort } from '../../../../lib/core/service/rules/not-a-port';
import { faultsOf } from '../../../support/services';

const cyclic: object[] = [];
cyclic.push(cyclic);

test.each<[unknown, string]>([
  ['30001', '"30001" is not a node port; the API server accepts only whole numbers. Write 30001 without quotes'],
  ['65535', '"65535" is not a node port; the API server accepts only whole numbers. Write 65535 without quotes'],
  ['65536', '"65536" is not a node port; the API server accepts only whole numbers. A free port'],
  ['130001', '"130001" is not a node port; the API server accepts only whole numbers. A free port'],
  ['030001', '"030001" is not a node port; the API server accepts only whole numbers. A free port'],
  ['30001 ', '"30001 " is not a node port; the API server accepts only whole numbers. A free port'],
  ['0', '"0" is not a node port; the API server accepts only whole numbers. A free port'],
  ['', '"" is not a node port; the API server accepts only whole numbers. A free port'],
  [1.5, '1.5 is not a node port; the API server accepts only whole numbers. A free port'],
  [2 ** 31, '2147483648 is not a node port; the API server accepts only whole numbers. A free port'],
  [true, 'true is not a node port; the API server accepts only whole numbers. A free port'],
  [NaN, 'NaN is not a node port; the API server accepts only whole numbers. A free port'],
  [['30001'], 'a list is not a node port; the API server accepts only whole numbers. A free port'],
  [{}, 'a map is not a node port; the API server accepts only whole numbers. A free port'],
  [cyclic, 'a list is not a node port; the API server accepts only whole numbers. A free port'],
])('the node port %p is refused', (nodePort, fault) => {
  expect(faultsOf(notAPort, { ports: [{ port: 80 }, { port: 81, nodePort }] })).toEqual([`ports[1]: ${fault}`]);
  expect(faultsOf(notAPort, { healthCheckNodePort: nodePort })).toEqual([`healthCheckNodePort: ${fault}`]);
});

test.each([undefined, null, 0, -1, 30001, 65536])('%p can be decoded, so other rules judge it', (nodePort) => {
  expect(faultsOf(notAPort, { healthCheckNodePort: nodePort, ports: [{ port: 80, nodePort }] })).toEqual([]);
});
