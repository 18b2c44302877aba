// A policy pack as a user writes it; the test hands its options over in the environment.
import { PolicyPack } from '@pulumi/policy';
import { nodePortPolicies } from 'cdk8s-nodeport-pulumi/policy';

const clusters = JSON.parse(process.env.NODE_PORT_CLUSTERS as string) as object[];
new PolicyPack('node-ports', { policies: clusters.flatMap((options) => nodePortPolicies(options)) });
