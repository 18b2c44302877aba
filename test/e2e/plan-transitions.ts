import { Service } from './library';

/** A Service in the namespace `shop`. */
export const service = (name: string, ports: object[], spec: object = {}): Service => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop' },
  spec: { type: 'NodePort', selector: { app: name }, ports, ...spec },
});
/** A NodePort Service of one pinned port. */
export const pinned = (name: string, nodePort: number) => service(name, [{ name: 'web', port: 80, nodePort }]);
/** A Service with two protocols on one number. */
const dns = (name: string, nodePort: number) =>
  service(
    name,
    ['TCP', 'UDP'].map((protocol) => ({ name: protocol.toLowerCase(), port: 53, protocol, nodePort })),
  );
/** A load balancer with a health check. */
const local = (name: string, nodePort: number, healthCheckNodePort: number) =>
  service(name, [{ name: 'web', port: 80, nodePort }], {
    type: 'LoadBalancer',
    externalTrafficPolicy: 'Local',
    healthCheckNodePort,
  });
/** A load balancer that leaves ports without a number, or the same Service with another type. */
const flagged = (type: string) =>
  service('lb', [{ name: 'web', port: 80, nodePort: 30001 }], { type, allocateLoadBalancerNodePorts: false });

/** What is live and what is applied, where every document is accepted. */
export const SAFE: readonly [name: string, live: Service[], next: Service[]][] = [
  [
    'new, moved and unchanged ports',
    [pinned('a', 30001), pinned('b', 30002)],
    [pinned('a', 30001), pinned('b', 30003), pinned('c', 30004)],
  ],
  [
    'a number that changes its owner, the old one first',
    [pinned('a', 30001)],
    [pinned('a', 30002), pinned('b', 30001)],
  ],
  [
    'two ports of one Service that swap',
    [
      service('a', [
        { name: 'x', port: 80, nodePort: 30001 },
        { name: 'y', port: 81, nodePort: 30002 },
      ]),
    ],
    [
      service('a', [
        { name: 'x', port: 80, nodePort: 30002 },
        { name: 'y', port: 81, nodePort: 30001 },
      ]),
    ],
  ],
  ['a number that is left out and kept', [pinned('a', 30001)], [service('a', [{ name: 'web', port: 80 }])]],
  [
    'a Service that turns to ClusterIP, and one that takes its number',
    [pinned('a', 30001)],
    [service('a', [{ name: 'web', port: 80 }], { type: 'ClusterIP' }), pinned('b', 30001)],
  ],
  [
    'a Service that turns to ExternalName with its number in it, and one that takes the number',
    [pinned('a', 30001)],
    [
      service('a', [{ name: 'web', port: 80, nodePort: 30001 }], { type: 'ExternalName', externalName: 'a.example' }),
      pinned('b', 30001),
    ],
  ],
  ['a load balancer without allocation that turns to NodePort', [flagged('LoadBalancer')], [flagged('NodePort')]],
  ['a load balancer with a health check of its own', [], [local('lb', 30001, 30002)]],
];

/** What is live and what is applied, where a document is refused and a sequence works; whether the rest is pruned. */
export const UNSAFE: readonly [hazard: string, name: string, live: Service[], next: Service[], prune?: boolean][] = [
  [
    'owner-changes',
    'a number is asked for before its owner lets go',
    [pinned('a', 30001), pinned('b', 30002)],
    [pinned('a', 30002), pinned('b', 30003)],
  ],
  ['holder-deleted', 'a renamed Service keeps its number', [pinned('old', 30001)], [pinned('new', 30001)], true],
  ['cycle', 'two Services swap', [pinned('a', 30001), pinned('b', 30002)], [pinned('a', 30002), pinned('b', 30001)]],
  [
    'cycle',
    'four Services go round',
    ['a', 'b', 'c', 'd'].map((each, index) => pinned(each, 30001 + index)),
    ['a', 'b', 'c', 'd'].map((each, index) => pinned(each, 30001 + ((index + 1) % 4))),
  ],
  [
    'cycle',
    'two swap while every number is in use',
    Array.from({ length: 32 }, (_, index) => pinned(`s${index}`, 30000 + index)),
    [pinned('s0', 30001), pinned('s1', 30000)],
  ],
  [
    'cycle',
    'two Services of two protocols swap',
    [dns('a', 30001), dns('b', 30002)],
    [dns('a', 30002), dns('b', 30001)],
  ],
  [
    'health-check-changes',
    'a health check gets another port',
    [local('lb', 30001, 30002)],
    [local('lb', 30001, 30003)],
  ],
  [
    'health-check-changes',
    'a health check changes place with its own port',
    [local('lb', 30001, 30002)],
    [local('lb', 30002, 30001)],
  ],
];
