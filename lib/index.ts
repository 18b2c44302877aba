export { NodePortBand, NodePortBands } from './core/cluster/bands';
export { Severity } from './core/findings/finding-kind';
export { type Claim, ClaimKind, type ClaimOwner } from './core/service/claim';
export { type Finding } from './core/findings/finding';
export { PortRange } from './core/cluster/port-range';
export { NodePortReservation, type NodePortReservationProps } from './constructs/node-port-reservation';
export {
  type RecordedClaimsOptions,
  RecordedNodePorts,
  type RecordedNodePortsOptions,
} from './constructs/recorded-node-ports';
export { NodePortGuard } from './constructs/node-port-guard';
export { NodePortGuardAction, type NodePortGuardProps, type NodePortTenant } from './constructs/node-port-guard-props';
export { NodePortRegistry } from './constructs/node-port-registry';
export { type NodePortRegistryProps } from './constructs/node-port-registry-props';
export {
  StaticLoadBalancerService,
  type StaticLoadBalancerServiceProps,
} from './constructs/static-load-balancer-service';
export { StaticNodePortService, type StaticNodePortServiceProps } from './constructs/static-node-port-service';
export { ExternalTrafficPolicy, StaticService, type StaticServiceProps } from './constructs/static-service';
export { type TakenPort } from './constructs/taken-ports';
export { NodePortValidation, type NodePortValidationProps } from './plugin/node-port-validation';
