export { NodePortRegistry } from './node-port-registry';
export { type StaticPort, StaticNodePortService, type StaticNodePortServiceArgs } from './static-node-port-service';
