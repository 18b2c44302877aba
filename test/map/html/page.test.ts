import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { ClusterMap, MapPort, PortMap, PortState } from '../../../lib/core/map/port-map';
import { readPageAssets } from '../../../lib/io/files/page-assets';
import { fragmentOf, readFragment } from '../../../lib/map/address';
import { formatOfFile } from '../../../lib/map/format-names';
import { drawMap } from '../../../lib/map/formats';
import { html } from '../../../lib/map/html/markup';
import { page } from '../../../lib/map/html/page';
import { STATES } from '../../../lib/map/states';
import { runs } from '../../support/runs';

const assets = readPageAssets();
const cluster = (name: string, ports: readonly MapPort[] = []): ClusterMap => ({
  name,
  first: 30000,
  last: 32767,
  staticLast: 30085,
  avoided: [],
  sources: [],
  knowsDynamic: true,
  unnumbered: 0,
  findings: [],
  ports,
});
const map = (...clusters: ClusterMap[]): PortMap => ({ version: '1.2.3', clusters });

test('script and style stay below 60 KB', () => {
  expect(assets.script.length + assets.style.length).toBeLessThan(60_000);
});

test('the policy of the page contains the hashes of its script and style, and allows nothing else', () => {
  const text = page(map(cluster('prod')), assets);
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text)!;
  const hashOf = (tag: string) => {
    const [, content] = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(text)!;
    return `sha256-${createHash('sha256').update(content).digest('base64')}`;
  };
  expect(policy.replaceAll('&#39;', "'")).toBe(
    `default-src 'none'; script-src '${hashOf('script')}'; style-src '${hashOf('style')}'; base-uri 'none'; ` +
      `form-action 'none'`,
  );
});

test('the data of the page equals the map, whatever names it contains', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const port = { nodePort: 30001, state: PortState.PINNED, namespace: name, service: name, reason: name };
      const given = map(cluster(`x${name}`, [port]));
      const [, data] = /<script type="application\/json" id="data">([^]*?)<\/script>/.exec(page(given, assets))!;
      expect(JSON.parse(data)).toEqual(JSON.parse(JSON.stringify(given)));
    }),
    runs(20),
  );
});

test('text in a template never opens or ends a tag or an attribute', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(String(html`${text}`)).not.toMatch(/[<>"']/);
    }),
    runs(100),
  );
});

test('an address leads back to the port that it was made for', () => {
  const ports = fc.option(fc.integer({ min: 1, max: 65535 }), { nil: undefined });
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), ports, (name, nodePort) => {
      expect(readFragment(`#${fragmentOf(name, nodePort)}`)).toEqual({ cluster: name, nodePort });
    }),
    runs(100),
  );
});

test('every state has its own sign in every charset', () => {
  expect(STATES.map(({ state }) => state).sort()).toEqual(Object.values(PortState).sort());
  for (const sign of ['glyph', 'ascii', 'label'] as const) {
    expect(new Set(STATES.map((style) => style[sign])).size).toBe(STATES.length);
  }
});

test.each([
  ['a.html', 'html'],
  ['A.HTM', 'html'],
  ['x/y.svg', 'svg'],
  ['y.json', 'json'],
  ['y.txt', 'text'],
  ['html', undefined],
  ['a.html.gz', undefined],
])('%s is written as %s', (file, format) => {
  expect(formatOfFile(file)).toBe(format);
});

test('a picture is well-formed, whatever names it contains', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const ports = [{ nodePort: 30001, state: PortState.PINNED, namespace: name, service: name, port: name }];
      const picture = drawMap('svg', map(cluster(name, ports)), { text: { charset: 'unicode' }, assets: () => assets });
      expect(picture.replace(/<(?:\/?[a-z]+)(?: [\w:-]+="[^"<>]*")*\/?>/g, '')).not.toMatch(/[<>]/);
    }),
    runs(100),
  );
});
