import fc from 'fast-check';
import { NodePortBand, NodePortBands } from '../../../lib/core/cluster/bands';
import { PortRange } from '../../../lib/core/cluster/port-range';
import { runs } from '../../support/runs';

const bandsOf = (text: string) => NodePortBands.of(PortRange.parse(text));

describe('the bands of a range', () => {
  // The first and the fifth row are published by Kubernetes itself; the rest is what its code computes.
  test.each([
    ['30000-32767', 86, '30000-30085', '30086-32767'],
    ['30000-30000', 1, '30000', undefined],
    ['30000-30007', 8, '30000-30007', undefined],
    ['30000-30014', 15, '30000-30014', undefined],
    ['30000-30015', 16, '30000-30015', undefined],
    ['30000-30016', 16, '30000-30015', '30016'],
    ['30000-30031', 16, '30000-30015', '30016-30031'],
    ['30000-30127', 16, '30000-30015', '30016-30127'],
    ['30000-30511', 16, '30000-30015', '30016-30511'],
    ['30000-30542', 16, '30000-30015', '30016-30542'],
    ['30000-30543', 17, '30000-30016', '30017-30543'],
    ['30000-31023', 32, '30000-30031', '30032-31023'],
    ['30000-32047', 64, '30000-30063', '30064-32047'],
    ['30000-33000', 93, '30000-30092', '30093-33000'],
    ['30000-34094', 127, '30000-30126', '30127-34094'],
    ['30000-34095', 128, '30000-30127', '30128-34095'],
    ['30000-40000', 128, '30000-30127', '30128-40000'],
    ['32768-35535', 86, '32768-32853', '32854-35535'],
    ['20106-32767', 128, '20106-20233', '20234-32767'],
    ['1-65535', 128, '1-128', '129-65535'],
  ])('%s has the offset %d, static %s, dynamic %s', (text, offset, staticBand, dynamicBand) => {
    const bands = bandsOf(text);
    expect(bands.bandOffset).toBe(offset);
    expect(bands.staticBand.toString()).toBe(staticBand);
    expect(bands.dynamicBand?.toString()).toBe(dynamicBand);
  });

  test('a range of 16 ports or fewer is all static, and dynamic allocation does not keep out of it', () => {
    for (let size = 1; size <= 16; size++) {
      const bands = bandsOf(`30000+${size - 1}`);
      expect(bands.staticBand.size).toBe(size);
      expect(bands.dynamicBand).toBeUndefined();
      expect(bands.dynamicAvoidsStatic).toBe(false);
    }
    expect(bandsOf('30000+16').dynamicAvoidsStatic).toBe(true);
  });

  test('bands print after their range, and as all static where there is no dynamic one', () => {
    expect(`${bandsOf('30000-32767')}`).toBe('30000-32767 (static 30000-30085, dynamic 30086-32767)');
    expect(`${bandsOf('30000-30015')}`).toBe('30000-30015 (all static)');
  });

  test('the bands always divide the whole range, in order, the offset being the size of the static one', () => {
    const port = fc.integer({ min: 1, max: 65535 });
    fc.assert(
      fc.property(port, port, (a, b) => {
        const range = PortRange.between(Math.min(a, b), Math.max(a, b));
        const { bandOffset, staticBand, dynamicBand } = NodePortBands.of(range);
        expect(staticBand.first).toBe(range.first);
        expect(staticBand.size).toBe(bandOffset);
        expect(dynamicBand?.first ?? range.last + 1).toBe(staticBand.last + 1);
        expect(dynamicBand?.last ?? range.last).toBe(range.last);
      }),
      runs(100),
    );
  });
});

test.each([
  [29999, NodePortBand.OUTSIDE],
  [30000, NodePortBand.STATIC],
  [30085, NodePortBand.STATIC],
  [30086, NodePortBand.DYNAMIC],
  [32767, NodePortBand.DYNAMIC],
  [32768, NodePortBand.OUTSIDE],
  [30000.5, NodePortBand.OUTSIDE],
  [NaN, NodePortBand.OUTSIDE],
])('port %d of the default range is %s', (port, band) => {
  expect(bandsOf('30000-32767').bandOf(port)).toBe(band);
});
