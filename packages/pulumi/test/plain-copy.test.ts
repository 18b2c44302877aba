import * as proxy from '@pulumi/policy/proxy';
import fc from 'fast-check';
import { plainCopy } from '../lib/plain-copy';

const { unknownCheckingProxy, unknownStringValue } = proxy as never as {
  unknownCheckingProxy: (props: object) => object;
  unknownStringValue: string;
};

/** Properties as the engine sends them: JSON, in which some values are not known. */
const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<unknown>;

test('a copy of the known values is the same data, without the proxies of the policy', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), json), (spec) => {
      const { value, unknown } = plainCopy(unknownCheckingProxy({ spec }), ['spec', 'status']);
      expect(JSON.stringify(value)).toBe(JSON.stringify({ spec }));
      expect(unknown).toEqual([]);
    }),
    { seed: 1 },
  );
});

test('an unknown value is reported by its path and left out, and everything beside it is kept', () => {
  const props = {
    metadata: { name: unknownStringValue, labels: { 'app.io/name': unknownStringValue, 'tier': 'web' } },
    spec: { ports: [unknownStringValue, { port: 80, nodePort: unknownStringValue }] },
  };
  expect(plainCopy(unknownCheckingProxy(props), ['metadata', 'spec'])).toEqual({
    value: { metadata: { labels: { tier: 'web' } }, spec: { ports: [undefined, { port: 80 }] } },
    unknown: ['metadata.name', 'metadata.labels["app.io/name"]', 'spec.ports[0]', 'spec.ports[1].nodePort'],
  });
});
