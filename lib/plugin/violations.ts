import { ConstructMetadata, recordedPath } from './construct-paths';
import { Source } from './judgement';
import { CATALOGUE, Code } from '../core/catalogue';
import { ClusterProfile } from '../core/cluster-profile';
import { Finding } from '../core/finding';

/** What this plugin uses of the report of cdk8s-cli. */
export interface Report {
  addViolation(violation: object): void;
  submit(status: 'success' | 'failure', metadata?: Record<string, string>): void;
}

/** Adds the violation of one Service, named as cdk8s-cli finds its construct, or as nothing that has another one. */
export function addServiceViolation(report: Report, metadata: ConstructMetadata, finding: Finding, { service, constructPath, place }: Source): void {
  const isFound = constructPath !== undefined && recordedPath(metadata, service.object) === constructPath;
  report.addViolation(violation(finding, {
    resourceName: isFound ? service.object : finding.service,
    locations: [place],
    manifestPath: service.manifestPath,
  }));
}

/** Adds the violation of the cluster as a whole. */
export function addClusterViolation(report: Report, finding: Finding, { name, range }: ClusterProfile, manifestPath = 'N/A'): void {
  report.addViolation(violation(finding, { resourceName: `cluster ${name}`, locations: [`range ${range}`], manifestPath }));
}

function violation({ code, message }: Finding, resource: object): object {
  return { ruleName: code, recommendation: message, fix: CATALOGUE[code as Code].remedy, violatingResources: [resource] };
}
