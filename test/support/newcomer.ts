import { App, Chart } from 'cdk8s';
import { StaticNodePortService } from 'cdk8s-nodeport';
import { Construct } from 'constructs';
import { tempApp } from './apps';

/** An app by somebody who has just installed the library; loosely typed, since JavaScript checks no types. */
export interface Newcomer {
  readonly app: App;
  /** A chart in a namespace of the same name, `shop` unless given. */
  chart(id?: string): Chart;
  /** A static Service that is named like its construct. */
  service(scope: Construct, id: string, ports: unknown, more?: object): StaticNodePortService;
}

/** A newcomer's app in a new folder. */
export function newcomer(): Newcomer {
  const app = tempApp();
  const service = (scope: Construct, id: string, ports: unknown, more: object = {}): StaticNodePortService => {
    const props: any = { metadata: { name: id }, ports, ...more };
    return new StaticNodePortService(scope, id, props);
  };
  return { app, chart: (id = 'shop') => new Chart(app, id, { namespace: id }), service };
}
