import { App, Chart } from 'cdk8s';
import { StaticNodePortService } from 'cdk8s-nodeport';
import { Construct } from 'constructs';
import { tempApp } from './apps';

/** An app as somebody writes it who has just installed the library; loosely typed, since JavaScript checks no types. */
export interface Newcomer {
  readonly app: App;
  /** A chart of the namespace of its name, `shop` unless given. */
  chart(id?: string): Chart;
  /** A static Service that is called as its construct. */
  service(scope: Construct, id: string, ports: unknown, more?: object): StaticNodePortService;
}

/** A newcomer in a folder of their own. */
export function newcomer(): Newcomer {
  const app = tempApp();
  const service = (scope: Construct, id: string, ports: unknown, more: object = {}): StaticNodePortService => {
    const props: any = { metadata: { name: id }, ports, ...more };
    return new StaticNodePortService(scope, id, props);
  };
  return { app, chart: (id = 'shop') => new Chart(app, id, { namespace: id }), service };
}
