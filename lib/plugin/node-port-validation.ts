import { ConstructMetadata, constructPaths } from './construct-paths';
import { readEmission } from './emission';
import { judgeEmission } from './judgment';
import { ValidationReport, addClusterViolation, addServiceViolation } from './violations';
import { ClusterProfile } from '../core/cluster/cluster-profile';
import { isOpen, usageError } from '../core/findings/finding';
import { Severity } from '../core/findings/finding-kind';
import { acceptanceFault } from '../core/rules/acceptances';
import { nameInside, outdirOf } from '../io/cdk8s/emitted-files';

/** The `properties` of the validation in `cdk8s.yaml`. */
export interface NodePortValidationProps {
  /**
   * The name of the cluster in messages.
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
   * @default - a recent version
   */
  readonly kubernetesVersion?: string;
  /**
   * Whether the feature gate `ServiceNodePortStaticSubrange` is on.
   *
   * @default - the default of the Kubernetes version
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

/** The part of cdk8s-cli's context that this plugin uses. */
interface Context {
  readonly manifests: readonly string[];
  readonly metadata: ConstructMetadata;
  /** Whether the manifests will be printed and removed, so that their paths are meaningless. */
  readonly stdout?: boolean;
  readonly report: ValidationReport;
}

/**
 * A validation plugin of cdk8s-cli that checks all Services of an app as one cluster.
 *
 * It only needs the app's manifests, so it works for an app in any language, whether or not the app uses this library.
 *
 * @see https://cdk8s.io/docs/latest/cli/synth/#validations
 */
export class NodePortValidation {
  private readonly profile: ClusterProfile;
  private readonly strict: boolean;
  private readonly accept: Readonly<Record<string, string>>;

  /**
   * Called by cdk8s-cli.
   *
   * Throws `port-range-invalid`, `kubernetes-version-invalid`, `gate-locked`, `acceptance-invalid` or `reason-missing`
   * for an invalid property, and an error for an unknown one.
   *
   * @param props the `properties` of `cdk8s.yaml`
   */
  constructor(props: NodePortValidationProps = {}) {
    requireKnown(props);
    this.profile = new ClusterProfile(props);
    this.strict = props.strict ?? false;
    this.accept = props.accept ?? {};
    for (const [code, reason] of Object.entries(this.accept)) {
      const fault = acceptanceFault({ path: '', code, reason });
      if (fault) throw usageError(fault.code, { who: 'cdk8s.yaml, properties.accept', ...fault.parts });
    }
  }

  /**
   * Called by cdk8s-cli after the manifests are written. Reports one violation for each finding, and fails on errors.
   *
   * @param context the `ValidationContext` that cdk8s-cli passes to its plugins
   */
  public async validate(context: any): Promise<void> {
    const { manifests, metadata, stdout, report } = context as Context;
    const { profile, strict, accept } = this;
    const outdir = outdirOf(manifests);
    const emission = readEmission([...manifests].sort(), (manifest) =>
      stdout ? nameInside(outdir, manifest) : manifest,
    );
    const { findings, sourceOf } = judgeEmission(emission, constructPaths(emission, outdir, metadata), {
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

/** The known properties, and how each is written. */
const TYPES = {
  cluster: 'string',
  portRange: 'string',
  kubernetesVersion: 'string',
  staticSubrangeGate: 'boolean',
  strict: 'boolean',
  accept: 'object',
} as const satisfies Record<keyof NodePortValidationProps, string>;
const WORDS = {
  string: "a text, in quotes, such as '1.30'",
  boolean: 'true or false',
  object: 'a map of codes and reasons',
} as const;

/** A property that is misspelled or of the wrong type must not be silently ignored. */
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
