import { dynamicPickMayCollide } from '../../../lib/core/rules/dynamic-pick-may-collide';
import { ServiceShape, ledgerOf, resultsOf, service } from '../../support/ledgers';

const collisions = (ports: ServiceShape['ports']) =>
  resultsOf(dynamicPickMayCollide, ledgerOf([service('web', { ports })]));

test('a number in the dynamic band is at risk if an earlier port of its Service leaves one open', () => {
  expect(collisions({ open: undefined, web: 30500, admin: 30501 })).toEqual([
    {
      path: 'web',
      who: 'Service shop/web, port "web"',
      service: 'shop/web',
      nodePort: 30500,
      what: 'the API server picks a number for port "open" first, and may pick node port 30500',
    },
    expect.objectContaining({ nodePort: 30501 }),
  ]);
});

test.each<[string, ServiceShape['ports']]>([
  ['the open port comes last', { web: 30500, open: undefined }],
  ['it lies in the static band', { open: undefined, web: 30085 }],
  ['it lies outside the range', { open: undefined, web: 32768 }],
  ['all ports have one', { web: 30500, admin: 30501 }],
])('a number is safe where %s', (_, ports) => {
  expect(collisions(ports)).toEqual([]);
});
