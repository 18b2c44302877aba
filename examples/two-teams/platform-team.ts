import { Chart } from 'cdk8s';
import { ExternalTrafficPolicy, StaticLoadBalancerService, StaticNodePortService } from 'cdk8s-nodeport';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';

/** DNS, ingress, monitoring: what every other team builds on. */
export class PlatformTeam extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'platform' });

    // One number for both protocols of one service port is one claim.
    new StaticNodePortService(this, 'dns', {
      metadata: { name: 'coredns' },
      ports: [
        { name: 'dns', port: 53, protocol: kplus.Protocol.UDP, nodePort: 30053 },
        { name: 'dns-tcp', port: 53, protocol: kplus.Protocol.TCP, nodePort: 30053 },
      ],
    }).selectLabel('app', 'coredns');

    // Keeping the client's address is worth a node without an ingress pod that answers nobody.
    new StaticNodePortService(this, 'ingress', {
      metadata: { name: 'ingress-nginx' },
      externalTrafficPolicy: ExternalTrafficPolicy.LOCAL,
      ports: [
        { name: 'http', port: 80, nodePort: 30080 },
        { name: 'https', port: 443, nodePort: 30043 },
      ],
    }).selectLabel('app', 'ingress-nginx');

    new StaticNodePortService(this, 'prometheus', {
      metadata: { name: 'prometheus' },
      ports: [{ name: 'web', port: 9090, nodePort: 30030 }],
    }).selectLabel('app', 'prometheus');

    new StaticNodePortService(this, 'grafana', {
      metadata: { name: 'grafana' },
      ports: [{ name: 'web', port: 3000, nodePort: 30031 }],
    }).selectLabel('app', 'grafana');

    // The health check of a load balancer is a node port like any other.
    new StaticLoadBalancerService(this, 'git', {
      metadata: { name: 'gitea' },
      externalTrafficPolicy: ExternalTrafficPolicy.LOCAL,
      healthCheckNodePort: 30021,
      ports: [{ name: 'ssh', port: 22, nodePort: 30022 }],
    }).selectLabel('app', 'gitea');

    // A Service that nobody made static is counted too.
    new kplus.Service(this, 'appliance-check', {
      metadata: { name: 'appliance-check' },
      type: kplus.ServiceType.NODE_PORT,
      ports: [{ name: 'http', port: 8080, nodePort: 31999 }],
    }).selectLabel('app', 'ingress-nginx');
  }
}
