import type { ReportViolation, StackValidationArgs, StackValidationPolicy } from '@pulumi/policy';
import { type Finding, Severity, isOpen, nameOfService } from 'cdk8s-nodeport/core';
import { PolicyScope, isInCluster, isServiceOf } from './policy-scope';
import { GivenResource, ServiceReading, readService } from './service-reading';

/** Reports what is wrong with the node ports of a stack. */
export function checkPolicy(scope: PolicyScope): StackValidationPolicy {
  return {
    name: `${scope.prefix}-check`,
    description: 'Every node port of the stack is one that the cluster can give to its Service.',
    enforcementLevel: 'mandatory',
    validateStack: ({ resources }, report) => {
      reportFindings(settle(scope, servicesIn(scope, resources)), Severity.ERROR, report);
    },
  };
}

/** Reports what is risky about the node ports of a stack, and what cannot be told yet. */
export function advicePolicy(scope: PolicyScope): StackValidationPolicy {
  return {
    name: `${scope.prefix}-advice`,
    description: 'The node ports of the stack are known, and none of them is a risk.',
    enforcementLevel: 'advisory',
    validateStack: (args, report) => {
      const services = servicesIn(scope, args.resources);
      reportFindings(settle(scope, services), Severity.WARNING, report);
      for (const { urn, gaps, manifest } of services) {
        const who = manifest === undefined ? 'This Service' : nameOfService(manifest);
        if (gaps.length > 0) {
          report(`${who}: ${gaps.join(', ')} cannot be known before the update, and will be checked then.`, urn);
        }
      }
      reportReleases(scope, args, report);
    },
  };
}

type ReadService = ServiceReading & { readonly urn: string };

function servicesIn(scope: PolicyScope, resources: readonly GivenResource[]): ReadService[] {
  return resources
    .filter((resource) => isServiceOf(scope, resource))
    .map((resource) => ({ urn: resource.urn, ...readService(resource) }));
}

function settle({ book }: PolicyScope, services: readonly ReadService[]): Finding[] {
  const known = services.filter(({ manifest }) => manifest !== undefined);
  return book.settle(
    known.map(({ urn, manifest, isPartial }) => ({ path: urn, manifest, isPartial })),
    { isComplete: services.every(({ manifest, isUnknownOwner }) => manifest !== undefined && !isUnknownOwner) },
  );
}

function reportFindings(findings: readonly Finding[], severity: Severity, report: ReportViolation): void {
  for (const each of findings) {
    if (isOpen(each) && each.severity === severity) report(each.message, each.path || undefined);
  }
}

/** The Services of a Helm release are rendered where no policy sees them. */
function reportReleases(scope: PolicyScope, { resources }: StackValidationArgs, report: ReportViolation): void {
  const releases = resources.filter(
    (resource) => resource.type === 'kubernetes:helm.sh/v3:Release' && isInCluster(scope, resource),
  );
  for (const { urn } of releases) {
    report(
      'Policies do not see the Services of a Helm release, so its node ports are not checked. ' +
        'Check the chart: helm template CHART | npx cdk8s-nodeport check -',
      urn,
    );
  }
}
