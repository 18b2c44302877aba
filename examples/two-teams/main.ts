// A platform of two teams in one app: each chart pins its own ports, one registry keeps them apart.
import { App } from 'cdk8s';
import { NodePortRegistry } from 'cdk8s-nodeport';
import { DataTeam } from './data-team';
import { PlatformTeam } from './platform-team';

const app = new App();
const registry = new NodePortRegistry(app, 'NodePorts', {
  cluster: 'prod',
  kubernetesVersion: '1.31',
  takenPorts: [{ port: 30000, reason: 'the API server itself, by --kubernetes-service-node-port' }],
  mapFile: 'dist/ports.svg',
});

new PlatformTeam(app, 'platform');
new DataTeam(app, 'data');

// The load balancer appliance of the data center can only be told to check this port.
registry.accept(app, 'pinned-in-dynamic-band', 'The appliance checks 31999 and is replaced in March');

app.synth();
