import { ApplyConflict } from '../../../lib/core/merge/apply-conflict';
import { managerOf } from '../../support/live-services';

const [helm, kubectl] = [managerOf('helm', 'Update', []), managerOf('kubectl', 'Apply', [])];
const messageOf = (...conflicts: ConstructorParameters<typeof ApplyConflict>[0]) =>
  new ApplyConflict(conflicts).message;

test('a single conflict is on one line, and an owner that did not apply on the server side is marked', () => {
  expect(messageOf({ manager: helm, path: 'type' })).toBe(
    'Apply failed with 1 conflict: conflict with "helm" using v1: .spec.type',
  );
  expect(messageOf({ manager: kubectl, path: 'type' })).toBe(
    'Apply failed with 1 conflict: conflict with "kubectl": .spec.type',
  );
});

test.each([
  ['healthCheckNodePort', '.spec.healthCheckNodePort'],
  ['81/UDP', '.spec.ports[port=81,protocol="UDP"]'],
  ['80/TCP.nodePort', '.spec.ports[port=80,protocol="TCP"].nodePort'],
  ['80/null', '.spec.ports[port=80,protocol=null]'],
  ['80/.name', '.spec.ports[port=80,protocol=""].name'],
])('the field %s is written as the API server does', (path, expected) => {
  expect(messageOf({ manager: kubectl, path })).toBe(
    `Apply failed with 1 conflict: conflict with "kubectl": ${expected}`,
  );
});

test('several conflicts are listed under their owners, each of whom is named once', () => {
  expect(
    messageOf(
      { manager: helm, path: 'type' },
      { manager: kubectl, path: 'clusterIP' },
      { manager: helm, path: '80/TCP' },
    ),
  ).toBe(
    [
      'Apply failed with 3 conflicts: conflicts with "helm" using v1:',
      '- .spec.type',
      '- .spec.ports[port=80,protocol="TCP"]',
      'conflicts with "kubectl":',
      '- .spec.clusterIP',
    ].join('\n'),
  );
});
