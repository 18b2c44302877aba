// An edge cluster whose range is too small for a static band: the app synthesizes, and a warning says what that means.
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
