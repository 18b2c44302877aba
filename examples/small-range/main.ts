// An edge cluster with a range of its own: too small for a static band, so the app synthesizes and says what that means.
import { App, Chart } from 'cdk8s';
import { NodePortRegistry, StaticNodePortService } from 'cdk8s-nodeport';

const app = new App();
new NodePortRegistry(app, 'NodePorts', { cluster: 'edge-berlin', portRange: '30000-30015' });

const telemetry = new Chart(app, 'telemetry', { namespace: 'telemetry' });
new StaticNodePortService(telemetry, 'mqtt', {
  metadata: { name: 'mosquitto' },
  ports: [
    { name: 'mqtt', port: 1883, nodePort: 30001 },
    { name: 'mqtt-tls', port: 8883, nodePort: 30002 },
  ],
}).selectLabel('app', 'mosquitto');

app.synth();
