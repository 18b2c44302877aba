import { App } from 'cdk8s';
import { IConstruct } from 'constructs';
import { recordConstructs } from './emitted-services';
import { judgeApp } from './judgement';
import { PortTokens } from './port-tokens';
import { SynthSession } from './synth-session';
import { ServiceObject } from './synthesized-services';
import { Promised, Verdict } from './verdict';
import { Finding, isOpen } from '../../core/findings/finding';
import { Severity } from '../../core/findings/finding-kind';
import { LockSection } from '../../core/lock/lock';
import { LockFile } from '../../io/records/lock-file';

/** How many warnings of one code are said in full. */
const MAX_WARNINGS = 10;

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

  /** The ports that are used before they are known. */
  public readonly tokens: PortTokens;

  private readonly session: SynthSession;
  private readonly promises = new Map<string, Promised>();
  private readonly reporters = new WeakSet<IConstruct>();
  private readonly said = new Set<string>();
  private refusals = new Map<IConstruct, string[]>();
  private verdicts: readonly Verdict[] = [];
  private judgedIn?: number;

  private constructor(private readonly root: IConstruct) {
    this.tokens = new PortTokens(root, () => this.judge());
    this.session = new SynthSession(root, (entry) => this.record(entry));
    // cdk8s validates the app before what is in it, so a report is attached before its construct's turn comes.
    this.reporters.add(root);
    root.node.addValidation({ validate: () => this.validate() });
  }

  /** Judges the clusters of the app as it is now, and reports nothing. */
  public judge(): Verdict[] {
    const { root, session, tokens, promises } = this;
    return judgeApp({ root, session, tokens, promises: [...promises.values()] });
  }

  /** Remembers a number that was given out before its Service was rendered, to see that it is the one in the manifest. */
  public promise(promised: Promised): void {
    this.promises.set(`${promised.service.node.path} ${promised.label}`, promised);
  }

  private validate(): string[] {
    if (this.judgedIn === undefined || this.judgedIn !== this.session.current) {
      this.verdicts = this.judge();
      this.report(this.verdicts);
      this.judgedIn = this.session.current;
      // Nobody was given a number to use elsewhere, so whatever may hold one is rendered by now.
      if (!this.tokens.mayBeAnywhere && this.session.keep(this.tokens.users)) this.session.atEnd(this.tokens.rest());
    }
    return this.refusals.get(this.root) ?? [];
  }

  private report(verdicts: readonly Verdict[]): void {
    this.refusals = new Map();
    for (const { cluster, findings, objects } of verdicts) {
      const open = findings.filter(isOpen);
      for (const { severity, path, message } of open) {
        if (severity === Severity.ERROR) this.refuse(this.constructAt(path, objects) ?? cluster.home, message);
      }
      this.warn(open.filter(({ severity }) => severity === Severity.WARNING));
    }
  }

  /** The construct of a path: that of a Service, or any other. */
  private constructAt(path: string, objects: readonly ServiceObject[]): IConstruct | undefined {
    const known = objects.find((each) => each.path === path)?.construct;
    return known ?? path.split('/').reduce<IConstruct | undefined>((scope, id) => scope?.node.tryFindChild(id), this.root);
  }

  /** Reports at the construct that the finding is about: cdk8s puts its path in front. */
  private refuse(construct: IConstruct, message: string): void {
    const messages = this.refusals.get(construct) ?? [];
    this.refusals.set(construct, [...messages, message]);
    if (this.reporters.has(construct)) return;
    this.reporters.add(construct);
    construct.node.addValidation({ validate: () => this.refusals.get(construct) ?? [] });
  }

  /** Writes the locks, now that everything else was: each file once, with all of its clusters. */
  private record(entry: string): void {
    if (entry === 'synth') recordConstructs(this.root as App);
    const files = new Map<LockFile, Map<string, LockSection>>();
    for (const { cluster: { lock, profile }, nextLock } of this.verdicts) {
      if (!lock || !nextLock || lock.isFrozen) continue;
      const sections = files.get(lock.file) ?? new Map<string, LockSection>();
      files.set(lock.file, sections.set(profile.name, nextLock));
    }
    for (const [file, sections] of files) file.write(sections);
  }

  /** Says each warning once in the life of the app, and counts where there are too many to read. */
  private warn(warnings: readonly Finding[]): void {
    const counts = new Map<string, number>();
    for (const { code, path, message } of warnings) {
      const count = (counts.get(code) ?? 0) + 1;
      counts.set(code, count);
      if (count <= MAX_WARNINGS) this.say(`Warning: [${path}] ${message}`);
    }
    for (const [code, count] of counts) {
      if (count > MAX_WARNINGS) this.say(`Warning: ${count - MAX_WARNINGS} more of this kind are in registry.findings(). (${code})`);
    }
  }

  private say(line: string): void {
    if (this.said.has(line)) return;
    this.said.add(line);
    process.stderr.write(`${line}\n`);
  }
}
