import { compareLiveServices, keyOf } from '../../../lib/core/live/live-service';
import { liveWith } from '../../support/live-services';

test('Services are sorted by namespace, then by name', () => {
  const services = [
    liveWith('b', [], { namespace: 'y' }),
    liveWith('a', [], { namespace: 'y' }),
    liveWith('c', [], { namespace: 'x' }),
  ];
  expect(services.sort(compareLiveServices).map(keyOf)).toEqual(['x/c', 'y/a', 'y/b']);
});
