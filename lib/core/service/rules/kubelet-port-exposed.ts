import { NO_FAULTS, serviceRule } from './service-rule';
import { Authority, Severity } from '../../findings/finding-kind';

const KUBELET_PORT = 10250;
/** The last release that keeps load balancers off that port: 1.33 dropped the rule. */
const LAST_MINOR = 32;

/**
 * @see https://github.com/kubernetes/kubernetes/blob/v1.32.0/pkg/apis/core/validation/validation.go (ValidateService)
 */
export const kubeletPortExposed = serviceRule({
  code: 'kubelet-port-exposed',
  severity: Severity.ERROR,
  authority: Authority.API_SERVER,
  title: 'A LoadBalancer Service exposes port 10250 before Kubernetes 1.33',
  remedy: "Use another service port: 10250 is the kubelet's",
  check: ({ type, ports }) => {
    const index = type === 'LoadBalancer' ? ports.findIndex(({ port }) => port === KUBELET_PORT) : -1;
    if (index < 0) return NO_FAULTS;
    return [
      {
        index,
        lastMinor: LAST_MINOR,
        what:
          `type LoadBalancer cannot expose service port ${KUBELET_PORT}, which is the kubelet's, before ` +
          `Kubernetes 1.33`,
        wayOut: 'Use any other service port, such as port: 10251, and leave targetPort unchanged',
      },
    ];
  },
});
