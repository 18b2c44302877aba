import { App, Chart } from 'cdk8s';
import { NodePortGuard } from 'cdk8s-nodeport';

/** Injection takes a kind of policy that this version does not have. */
export default (app: App): void => {
  new NodePortGuard(new Chart(app, 'platform'), 'guard', { kubernetesVersion: '1.31', injection: true });
};
