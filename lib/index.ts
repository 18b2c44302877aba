export { NodePortBand, NodePortBands } from './core/bands';
export { Severity } from './core/catalogue';
export { type Claim, ClaimKind, type ClaimOwner } from './core/claim';
export { type Finding } from './core/finding';
export { PortRange } from './core/port-range';
export { NodePortRegistry, type NodePortRegistryProps, type TakenPort } from './constructs/node-port-registry';
export { ExternalTrafficPolicy } from './constructs/service-spec';
export { StaticLoadBalancerService, type StaticLoadBalancerServiceProps } from './constructs/static-load-balancer-service';
export { StaticNodePortService, type StaticNodePortServiceProps } from './constructs/static-node-port-service';
