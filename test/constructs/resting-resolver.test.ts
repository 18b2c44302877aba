import { ApiObject, App, Chart, Lazy } from 'cdk8s';
import { StaticNodePortService } from 'cdk8s-nodeport';
import { tempApp } from '../support/apps';

// A file of its own, hence a process of its own to the library: nobody here is given a number to use elsewhere.

/** An app with a port that is to be assigned. */
function assigning(): { app: App; chart: Chart; service: StaticNodePortService } {
  const app = tempApp();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  return { app, chart, service: new StaticNodePortService(chart, 'web', { metadata: { name: 'web' }, ports: [{ name: 'web', port: 80 }] }) };
}

/** An object that does something when it is rendered. */
function looking(chart: Chart, id: string, look: () => unknown): void {
  new ApiObject(chart, id, { apiVersion: 'example.com/v1', kind: 'Note', spec: { looks: Lazy.any({ produce: look }) } });
}

test('a static Service that somebody renders once more has its port each time', () => {
  const { app, chart, service } = assigning();
  const seen: number[] = [];
  looking(chart, 'note', () => [1, 2].map(() => seen.push(ApiObject.of(service).toJson().spec.ports[0].nodePort)));
  app.synth();
  expect(seen).toHaveLength(2);
  for (const port of seen) expect(port).toBeLessThan(30086);
});

test('while a synth runs, cdk8s asks nobody more about the values of other objects than without the library', () => {
  const { app, chart } = assigning();
  const before = [...app.resolvers];
  let meanwhile = 0;
  looking(chart, 'note', () => `${meanwhile = app.resolvers.length}`);
  app.synth();
  expect(meanwhile).toBe(before.length - 1);
  expect(app.resolvers).toEqual(before);
  looking(chart, 'broken', () => { throw new Error('no'); });
  expect(() => app.synth()).toThrow('no');
  expect(app.resolvers).toEqual(before);
});

test('a chart that is rendered alone has its ports, before and after a synth', () => {
  const { app, chart } = assigning();
  const portIn = () => (chart.toJson() as { spec: { ports: { nodePort: number }[] } }[])[0].spec.ports[0].nodePort;
  const port = portIn();
  expect(port).toBeLessThan(30086);
  app.synth();
  expect(portIn()).toBe(port);
});

test('a number that is asked for in a Lazy only is the port', () => {
  const { app, chart, service } = assigning();
  const texts: Record<string, () => unknown> = {
    sum: () => service.nodePortOf('web') + 1,
    key: () => ({ [`k${service.nodePortOf('web')}`]: 1 }),
    text: () => `p${service.nodePortOf('web')}`,
    number: () => service.nodePortOf('web'),
    port: () => service.ports[0].nodePort,
  };
  for (const [id, produce] of Object.entries(texts)) {
    new ApiObject(chart, id, { apiVersion: 'example.com/v1', kind: 'Note', spec: { [id]: Lazy.any({ produce }) } });
  }
  const yaml = app.synthYaml();
  const port = /nodePort: (\d+)/.exec(yaml)![1];
  expect(Number(port)).toBeLessThan(30086);
  expect(yaml).toContain(`sum: ${Number(port) + 1}\n`);
  expect(yaml).toContain(`k${port}: 1\n`);
  expect(yaml).toContain(`text: p${port}\n`);
  expect(yaml).toContain(`number: ${port}\n`);
  expect(yaml).toContain(`port: ${port}\n`);
  expect(yaml).not.toContain('6633');
});

test('a static Service that a Lazy makes comes too late, and is told so', () => {
  const { app, chart } = assigning();
  looking(chart, 'maker', () => new StaticNodePortService(chart, 'late', { metadata: { name: 'late' }, ports: [{ name: 'web', port: 80 }] }).name);
  expect(() => app.synth()).toThrow(/made while the app is synthesized, so no port can be chosen for it any more\. Make it before app\.synth\(\), and not in a Lazy\. \(token-misused\)/);
});
