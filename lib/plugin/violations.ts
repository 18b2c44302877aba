import { ConstructMetadata, recordedPath } from './construct-paths';
import { ManifestSource } from './judgment';
import { ClusterProfile } from '../core/cluster/cluster-profile';
import { Finding } from '../core/findings/finding';
import { CATALOGUE, Code } from '../core/rules/catalogue';

/** The part of cdk8s-cli's report that this plugin uses. */
export interface ValidationReport {
  addViolation(violation: object): void;
  submit(status: 'success' | 'failure', metadata?: Record<string, string>): void;
}

/**
 * Adds the violation of one Service.
 *
 * cdk8s-cli looks up the construct by the resource name. If that name leads to another construct, the Service is
 * reported as namespace/name, which can never be an object's name, and is recorded under it during the lookup.
 */
export function addServiceViolation(
  report: ValidationReport,
  metadata: ConstructMetadata,
  finding: Finding,
  { service, constructPath, place }: ManifestSource,
): void {
  const isFound = constructPath !== undefined && recordedPath(metadata, service.object) === constructPath;
  const resourceName = isFound ? service.object : `${finding.service}`;
  const add = (): void =>
    report.addViolation(violation(finding, { resourceName, locations: [place], manifestPath: service.manifestPath }));
  if (isFound || constructPath === undefined) add();
  else withEntry(metadata, resourceName, constructPath, add);
}

/**
 * Two Services may share both namespace and name, so an entry is removed after use: a later lookup finds no path rather
 * than a wrong one.
 */
function withEntry(metadata: ConstructMetadata, name: string, path: string, work: () => void): void {
  metadata[name] = { path };
  try {
    work();
  } finally {
    delete metadata[name];
  }
}

/** Adds the violation of the cluster as a whole. */
export function addClusterViolation(
  report: ValidationReport,
  finding: Finding,
  { name, range }: ClusterProfile,
  manifestPath = 'N/A',
): void {
  report.addViolation(
    violation(finding, { resourceName: `cluster ${name}`, locations: [`range ${range}`], manifestPath }),
  );
}

function violation({ code, message }: Finding, resource: object): object {
  return {
    ruleName: code,
    recommendation: message,
    fix: CATALOGUE[code as Code].remedy,
    violatingResources: [resource],
  };
}
