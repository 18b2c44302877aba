import { IConstruct } from 'constructs';
import { Cluster } from './cluster';
import { SynthSession } from './synth-session';
import { ServiceObject, claimsIn, surveyOf } from './synthesized-services';
import { Severity } from '../core/catalogue';
import { Finding, compareFindings } from '../core/finding';
import { Ledger } from '../core/ledger';
import { findingsOf } from '../core/rules';
import { ServiceClaims } from '../core/service-claims';

/** How many warnings of one code are said in full. */
const MOST_WARNINGS = 10;

/** One cluster, judged. */
export interface Verdict {
  readonly cluster: Cluster;
  readonly ledger: Ledger;
  /** Every finding, in the order of the report; accepted ones too. */
  readonly findings: readonly Finding[];
  /** What was judged, to find the construct that a finding is about. */
  readonly objects: readonly ServiceObject[];
}

/**
 * The judging of one app whenever cdk8s validates it.
 *
 * cdk8s validates an app once for `synth()` and once more for each chart. While one call of `synth()` runs, the app is judged
 * once; every other validation judges afresh, since the app may have changed.
 */
export class Synthesis {
  /** The judging of the app of a construct, from its first registry or static Service on. */
  public static of(construct: IConstruct): Synthesis {
    const { root } = construct.node;
    const known = Synthesis.all.get(root);
    if (known) return known;
    const synthesis = new Synthesis(root);
    Synthesis.all.set(root, synthesis);
    return synthesis;
  }

  private static readonly all = new WeakMap<IConstruct, Synthesis>();

  private readonly session: SynthSession;
  private readonly reporters = new WeakSet<IConstruct>();
  private readonly said = new Set<string>();
  private refusals = new Map<IConstruct, string[]>();
  private judgedIn?: number;

  private constructor(private readonly root: IConstruct) {
    this.session = new SynthSession(root);
    // cdk8s validates the app before what is in it, so a report is attached before its construct's turn comes.
    this.reporters.add(root);
    root.node.addValidation({ validate: () => this.validate() });
  }

  /** Judges the clusters of the app as it is now, and reports nothing. */
  public judge(): Verdict[] {
    const { clusters, objects } = surveyOf(this.root);
    const services = new Map<Cluster, ServiceClaims[]>(clusters.map((cluster) => [cluster, []]));
    for (const each of objects) {
      for (const claims of claimsIn(this.render(each), each)) services.get(each.cluster)?.push(claims);
    }
    return [...services].map(([cluster, claims]) => judgeCluster(cluster, claims, objects));
  }

  /** What cannot be rendered claims nothing here: cdk8s itself says why, once every other validation was heard. */
  private render({ object }: ServiceObject): unknown {
    try {
      return this.session.render(object);
    } catch {
      return undefined;
    }
  }

  private validate(): string[] {
    if (this.judgedIn === undefined || this.judgedIn !== this.session.current) {
      this.report(this.judge());
      this.judgedIn = this.session.current;
    }
    return this.refusals.get(this.root) ?? [];
  }

  private report(verdicts: readonly Verdict[]): void {
    this.refusals = new Map();
    for (const { cluster, findings, objects } of verdicts) {
      const open = findings.filter(({ acceptedBecause }) => acceptedBecause === undefined);
      for (const { severity, path, message } of open) {
        if (severity === Severity.ERROR) this.refuse(objects.find((each) => each.path === path)?.construct ?? cluster.home, message);
      }
      this.warn(open.filter(({ severity }) => severity === Severity.WARNING));
    }
  }

  /** Reports at the construct that the finding is about: cdk8s puts its path in front. */
  private refuse(construct: IConstruct, message: string): void {
    const messages = this.refusals.get(construct) ?? [];
    this.refusals.set(construct, [...messages, message]);
    if (this.reporters.has(construct)) return;
    this.reporters.add(construct);
    construct.node.addValidation({ validate: () => this.refusals.get(construct) ?? [] });
  }

  /** Says each warning once in the life of the app, and counts where there are too many to read. */
  private warn(warnings: readonly Finding[]): void {
    const counts = new Map<string, number>();
    for (const { code, path, message } of warnings) {
      const count = (counts.get(code) ?? 0) + 1;
      counts.set(code, count);
      if (count <= MOST_WARNINGS) this.say(`Warning: [${path}] ${message}`);
    }
    for (const [code, count] of counts) {
      if (count > MOST_WARNINGS) this.say(`Warning: ${count - MOST_WARNINGS} more of this kind are in registry.findings(). (${code})`);
    }
  }

  private say(line: string): void {
    if (this.said.has(line)) return;
    this.said.add(line);
    process.stderr.write(`${line}\n`);
  }
}

function judgeCluster(cluster: Cluster, services: readonly ServiceClaims[], objects: readonly ServiceObject[]): Verdict {
  const ledger = new Ledger(cluster.profile, services, cluster.taken);
  const acceptances = [...cluster.acceptances, ...services.flatMap((service) => service.acceptances)];
  const findings = findingsOf(ledger, cluster.home.node.path, acceptances)
    .map((finding) => (cluster.strict && finding.acceptedBecause === undefined ? { ...finding, severity: Severity.ERROR } : finding))
    .sort(compareFindings);
  return { cluster, ledger, findings, objects };
}
