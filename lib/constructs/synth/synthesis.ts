import { App } from 'cdk8s';
import { IConstruct } from 'constructs';
import { inAppLanguage } from './app-language';
import { EmittedClaims } from './emitted-claims';
import { recordConstructs } from './emitted-services';
import { judgeApp } from './judgment';
import { requireOnlyCopy } from './library-copy';
import { NodePortNumbers } from './node-port-numbers';
import { perApp } from './per-app';
import { drawMaps } from './port-maps';
import { Recorder } from './recorder';
import { SynthSession } from './synth-session';
import { ClusterVerdict, refusesApp } from './verdict';
import { Finding, isOpen } from '../../core/findings/finding';
import { lineStart, printable } from '../../core/text/printable';

const CLAIMS_NOTE =
  'Note: the app emits NodePortClaims, and applying it fails in a cluster without their definition. ' +
  'Ask an administrator to install them: cdk8s-nodeport guard | kubectl apply -f -';

/** How many warnings with the same code are printed in full. */
const MAX_WARNINGS = 10;

/**
 * Judges one app whenever cdk8s validates it.
 *
 * cdk8s validates an app once for `synth()` and once more for each chart. During one call of `synth()` the app is
 * judged once; every other validation judges it again, because the app may have changed.
 */
export class Synthesis {
  /** The synthesis of a construct's app, created with its first registry or static Service. */
  public static readonly of = perApp((root) => new Synthesis(root));

  /** The numbers of the static ports of the app. */
  public readonly numbers: NodePortNumbers;

  /** The call of `synth()` that is in progress, if any. */
  public readonly session: SynthSession;
  private readonly recorder: Recorder;
  private readonly claims = new EmittedClaims((path) => this.constructAt(path));
  private readonly reporters = new WeakSet<IConstruct>();
  private readonly printed = new Set<string>();
  private refusals = new Map<IConstruct, string[]>();
  private judgedIn?: object;
  private verdicts: readonly ClusterVerdict[] = [];

  private constructor(public readonly root: IConstruct) {
    requireOnlyCopy(root);
    this.session = new SynthSession(root, (entry) => {
      if (entry !== 'synth') return;
      recordConstructs(root as App);
      drawMaps(this.verdicts);
    });
    this.numbers = new NodePortNumbers(root, this.session);
    this.recorder = new Recorder(print);
    // cdk8s validates the app before its children, so a report is attached before its construct is validated.
    this.reporters.add(root);
    root.node.addValidation({ validate: () => this.validate() });
  }

  /** Judges the clusters of the app in their current state, and reports nothing. */
  public judge(): readonly ClusterVerdict[] {
    return judgeApp(this).verdicts;
  }

  private validate(): string[] {
    const { call } = this.session;
    if (call === undefined || call !== this.judgedIn) {
      // Do not repeat refusals of an earlier judgment.
      this.refusals = new Map();
      const judgment = judgeApp(this);
      this.verdicts = judgment.verdicts;
      this.numbers.keep(judgment.settled);
      this.report(judgment.verdicts);
      const isClaimed = this.emitClaims(judgment.verdicts);
      // Before any manifest, so that no manifest has an unrecorded number.
      if (call && !call.isRefused && judgment.isComplete && isClaimed) {
        if (call.entry === 'synth') this.recorder.record(judgment.verdicts);
        else this.recorder.announce(judgment.verdicts);
      }
      this.judgedIn = call?.isSettled ? call : undefined;
    }
    return this.refusals.get(this.root) ?? [];
  }

  private report(verdicts: readonly ClusterVerdict[]): void {
    for (const { cluster, findings } of verdicts) {
      for (const { path, message } of findings.filter(refusesApp)) {
        this.refuse(this.constructAt(path) ?? cluster.home, message);
      }
      this.warn(findings.filter((each) => isOpen(each) && !refusesApp(each)));
    }
  }

  /** Adds claims for the ports of the app in clusters that ask for them, and returns whether all succeeded. */
  private emitClaims(verdicts: readonly ClusterVerdict[]): boolean {
    const { refusals, count } = this.claims.update(verdicts);
    for (const { construct, message } of refusals) this.refuse(construct, message);
    if (count > 0) this.printOnce(CLAIMS_NOTE);
    return refusals.length === 0;
  }

  /** The construct at a path, whether a Service or anything else. */
  private constructAt(path: string): IConstruct | undefined {
    return path.split('/').reduce<IConstruct | undefined>((scope, id) => scope?.node.tryFindChild(id), this.root);
  }

  /** Reports at the construct that the finding is about: cdk8s adds its path to the message. */
  private refuse(construct: IConstruct, message: string): void {
    const messages = this.refusals.get(construct) ?? [];
    // cdk8s prints an empty path for the app itself.
    const who = construct.node.path === '' ? 'The app: ' : '';
    this.refusals.set(construct, [...messages, who + inAppLanguage(message)]);
    if (this.reporters.has(construct)) return;
    this.reporters.add(construct);
    construct.node.addValidation({ validate: () => this.refusals.get(construct) ?? [] });
  }

  /** Prints each warning once per app, and only a count if there are too many to read. */
  private warn(warnings: readonly Finding[]): void {
    const counts = new Map<string, number>();
    for (const { code, path, message } of warnings) {
      const count = (counts.get(code) ?? 0) + 1;
      counts.set(code, count);
      if (count <= MAX_WARNINGS) this.printOnce(`Warning: [${path || 'the app'}] ${inAppLanguage(message)}`);
    }
    for (const [code, count] of counts) {
      if (count > MAX_WARNINGS) {
        this.printOnce(`Warning: ${count - MAX_WARNINGS} more of this kind are in registry.findings(). (${code})`);
      }
    }
  }

  private printOnce(line: string): void {
    if (this.printed.has(line)) return;
    this.printed.add(line);
    print(line);
  }
}

/** Prints a line on standard error; it may quote names of constructs, which come from anywhere. */
function print(line: string): void {
  process.stderr.write(`${lineStart(printable(line))}\n`);
}
