import type { ReportViolation, ResourceValidationArgs, ResourceValidationPolicy } from '@pulumi/policy';
import { PolicyScope, isServiceOf } from './policy-scope';
import { readService } from './service-reading';

/** Gives each Service that asks for static ports its numbers, or refuses it where that is not possible. */
export function assignPolicy(scope: PolicyScope): ResourceValidationPolicy {
  /** Why a Service got no numbers, by URN. */
  const failures = new Map<string, string>();
  return {
    name: `${scope.prefix}-assign`,
    description: 'A Service that asks for static node ports gets numbers of its own, which the lock keeps.',
    enforcementLevel: 'remediate',
    remediateResource: (args) => {
      if (!isServiceOf(scope, args)) return undefined;
      failures.delete(args.urn);
      try {
        return fillIn(args, scope);
      } catch (error) {
        failures.set(args.urn, (error as Error).message);
        return undefined;
      }
    },
    validateResource: (args, report) => {
      if (!isServiceOf(scope, args)) return;
      const failure = failures.get(args.urn);
      if (failure === undefined) validate(args, scope, report);
      else report(failure);
    },
  };
}

/** Writes the numbers into what the policy was given, which keeps its secrets and unknown values. */
function fillIn(args: ResourceValidationArgs, { book }: PolicyScope): Record<string, unknown> | undefined {
  const { urn, props } = args;
  const { manifest, indexes, isPartial, isUnknownOwner } = readService(args);
  if (manifest === undefined || isUnknownOwner) return undefined;
  const assigned = book.assign({ path: urn, manifest, isPartial });
  for (const { index, nodePort } of assigned) {
    if (index < 0) props.spec.healthCheckNodePort = nodePort;
    else props.spec.ports[indexes[index]].nodePort = nodePort;
  }
  return assigned.length > 0 ? props : undefined;
}

function validate(args: ResourceValidationArgs, { book }: PolicyScope, report: ReportViolation): void {
  const { manifest, isUnknownOwner } = readService(args);
  if (manifest === undefined || isUnknownOwner) return;
  for (const message of book.lacks({ path: args.urn, manifest })) report(message);
}
