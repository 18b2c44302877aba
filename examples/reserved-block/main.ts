// Three Kafka brokers on consecutive ports, with room for two more, and a port that is held for another repository.
import { App, Chart } from 'cdk8s';
import { NodePortRegistry, NodePortReservation, StaticNodePortService } from 'cdk8s-nodeport';
import { ConfigMap } from 'cdk8s-plus-27';

const app = new App();
new NodePortRegistry(app, 'NodePorts', { cluster: 'prod', lockFile: 'nodeports.lock.yaml' });

const brokers = new NodePortReservation(app, 'kafka-brokers', {
  size: 5,
  owner: 'team data',
  reason: 'Kafka brokers: the firewall lets these five through',
});
new NodePortReservation(app, 'dns', {
  ports: '30053',
  owner: 'team network',
  reason: 'CoreDNS, applied from the repository of the network',
});

const kafka = new Chart(app, 'kafka', { namespace: 'kafka' });
const services = ['kafka-0', 'kafka-1', 'kafka-2'].map((name, index) => {
  const service = new StaticNodePortService(kafka, name, {
    metadata: { name },
    reservation: brokers,
    ports: [{ name: 'broker', port: 9094, nodePort: brokers.portAt(index) }],
  });
  service.selectLabel('statefulset.kubernetes.io/pod-name', name);
  return service;
});

new ConfigMap(kafka, 'listeners', {
  metadata: { name: 'kafka-listeners' },
  data: {
    'bootstrap.servers': services.map((service) => `kafka.example.com:${service.nodePortOf('broker')}`).join(','),
  },
});

app.synth();
