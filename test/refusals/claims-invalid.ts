import { App } from 'cdk8s';
import { NodePortRegistry, RecordedNodePorts } from 'cdk8s-nodeport';

/** A record of claims that nobody has taken yet. */
export default (app: App): void => {
  new NodePortRegistry(app, 'NodePorts', { reservations: [RecordedNodePorts.fromClaims('claims.yaml')] });
};
