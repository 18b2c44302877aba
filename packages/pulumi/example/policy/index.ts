import { PolicyPack } from '@pulumi/policy';
import { nodePortPolicies } from 'cdk8s-nodeport-pulumi/policy';

new PolicyPack('node-ports', { policies: nodePortPolicies({ cluster: 'prod', lockFile: '../nodeports.lock.yaml' }) });
