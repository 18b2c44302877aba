import { ConstructMetadata, pathsOf } from './construct-paths';
import { readEmission } from './emission';
import { judgeEmission } from './judgement';
import { Report, addClusterViolation, addServiceViolation } from './violations';
import { ClusterProfile } from '../core/cluster/cluster-profile';
import { isOpen, usageError } from '../core/findings/finding';
import { Severity } from '../core/findings/finding-kind';
import { faultOf } from '../core/rules/acceptances';
import { nameInside, outdirOf } from '../io/cdk8s/emitted-files';

/** What `properties` of the validation in `cdk8s.yaml` may hold. */
export interface NodePortValidationProps {
  /**
   * The name of the cluster, as messages call it.
   *
   * @default 'default'
   */
  readonly cluster?: string;
  /**
   * The cluster's `--service-node-port-range`.
   *
   * @default '30000-32767'
   */
  readonly portRange?: string;
  /**
   * The Kubernetes version of the cluster, such as `1.31`.
   *
   * @default - a recent one
   */
  readonly kubernetesVersion?: string;
  /**
   * Whether the feature gate `ServiceNodePortStaticSubrange` is on.
   *
   * @default - as the version has it
   */
  readonly staticSubrangeGate?: boolean;
  /**
   * Whether warnings fail the validation.
   *
   * @default false
   */
  readonly strict?: boolean;
  /**
   * Accepted findings: the reason, by code.
   *
   * @default - none
   */
  readonly accept?: { readonly [code: string]: string };
}

/** What this plugin uses of what cdk8s-cli hands to it. */
interface Context {
  readonly manifests: readonly string[];
  readonly metadata: ConstructMetadata;
  /** Whether the manifests are to be printed and removed, so that their paths mean nothing to anybody. */
  readonly stdout?: boolean;
  readonly report: Report;
}

/**
 * A validation plugin of cdk8s-cli: judges every Service that an app emitted as those of one cluster.
 *
 * It needs nothing of the app but its manifests, so it serves an app in any language, whether it uses this library or
 * not.
 *
 * @see https://cdk8s.io/docs/latest/cli/synth/#validations
 */
export class NodePortValidation {
  private readonly profile: ClusterProfile;
  private readonly strict: boolean;
  private readonly accept: Readonly<Record<string, string>>;

  /**
   * Made by cdk8s-cli.
   *
   * Throws `port-range-invalid`, `kubernetes-version-invalid`, `gate-locked`, `acceptance-invalid` or `reason-missing`
   * where a property
   * cannot be used, and an error that says so for any other property.
   *
   * @param props the `properties` of `cdk8s.yaml`
   */
  constructor(props: NodePortValidationProps = {}) {
    requireKnown(props);
    this.profile = new ClusterProfile(props);
    this.strict = props.strict ?? false;
    this.accept = props.accept ?? {};
    for (const [code, reason] of Object.entries(this.accept)) {
      const fault = faultOf({ path: '', code, reason });
      if (fault) throw usageError(fault.code, { who: 'cdk8s.yaml, properties.accept', ...fault.parts });
    }
  }

  /**
   * Called by cdk8s-cli once the manifests are written. Reports one violation for each finding, and fails on errors.
   *
   * @param context what cdk8s-cli hands to its plugins: a `ValidationContext`
   */
  public async validate(context: any): Promise<void> {
    const { manifests, metadata, stdout, report } = context as Context;
    const { profile, strict, accept } = this;
    const outdir = outdirOf(manifests);
    const emission = readEmission([...manifests].sort(), (manifest) =>
      stdout ? nameInside(outdir, manifest) : manifest,
    );
    const { findings, sourceOf } = judgeEmission(emission, pathsOf(emission, outdir, metadata), {
      profile,
      strict,
      accept,
    });
    const open = findings.filter(isOpen);
    for (const finding of open) {
      const source = sourceOf(finding);
      if (source) addServiceViolation(report, metadata, finding, source);
      else addClusterViolation(report, finding, profile, manifests[0]);
    }
    report.submit(open.some(({ severity }) => severity === Severity.ERROR) ? 'failure' : 'success', {
      cluster: profile.name,
      portRange: profile.range.toString(),
      accepted: String(findings.length - open.length),
    });
  }
}

/** The properties that there are, and what each is written as. */
const TYPES = {
  cluster: 'string',
  portRange: 'string',
  kubernetesVersion: 'string',
  staticSubrangeGate: 'boolean',
  strict: 'boolean',
  accept: 'object',
} as const;
const WORDS = {
  string: "a text, in quotes, such as '1.30'",
  boolean: 'true or false',
  object: 'a map of codes and reasons',
} as const;

/** A property that is misspelled or no text must not look like one that was heeded. */
function requireKnown(props: object): void {
  for (const [name, value] of Object.entries(props)) {
    const type = (TYPES as Readonly<Record<string, keyof typeof WORDS | undefined>>)[name];
    if (type === undefined) {
      throw new Error(
        `cdk8s.yaml, properties: there is no ${JSON.stringify(name)}. Use ${Object.keys(TYPES).join(', ')}`,
      );
    }
    if (typeof value !== type || value === null) {
      throw new Error(`cdk8s.yaml, properties.${name}: ${JSON.stringify(value)} cannot be used. Write ${WORDS[type]}`);
    }
  }
}
