import { ServiceType } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { StaticService, StaticServiceProps } from './static-service';

/** The props of a `StaticNodePortService`. */
export interface StaticNodePortServiceProps extends StaticServiceProps {
  /**
   * The address of the Service inside the cluster.
   *
   * @default - chosen by the API server
   */
  readonly clusterIP?: string;

  /**
   * External addresses, not managed by Kubernetes, at which nodes accept traffic for the Service.
   *
   * @default - none
   */
  readonly externalIPs?: string[];
}

/**
 * A Service of type NodePort whose node ports are fixed at synthesis: unique in the cluster and inside the static band.
 * If that is not possible, nothing is emitted.
 *
 * It extends the cdk8s-plus `Service`, so the rest of its API works as usual.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport
 */
export class StaticNodePortService extends StaticService {
  /**
   * Creates the Service.
   *
   * Throws `not-a-port` for a number that is not a valid node port, and `prop-invalid` for invalid ports or pods.
   * Problems that depend on the rest of the app are reported at synthesis.
   *
   * @param scope the chart or construct that contains it
   * @param id its ID in the scope
   * @param props its ports and pods
   */
  constructor(scope: Construct, id: string, props: StaticNodePortServiceProps = {}) {
    const { clusterIP, externalIPs } = props;
    super(scope, id, props, { type: ServiceType.NODE_PORT, clusterIP, externalIPs });
  }
}
