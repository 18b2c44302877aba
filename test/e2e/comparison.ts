import { compareAnswers } from './compared-answers';
import { compareChanges, compareRisks, compareStates, compareWritten } from './compared-states';
import { Typed } from './kubectl-session';
import { LiveWorld } from './live-world';
import { PredictedWorld } from './predicted-world';
import { Applying, World } from './random-worlds';
import { Shop, fileName } from './shop';
import { PlanJson } from '../support/plan-json';

/** A plan as the command line prints it. */
export interface Planned {
  readonly plan: PlanJson;
  readonly text: string;
  /** The commands of its sequences, as printed. */
  readonly commands: readonly string[];
}

/** The result of comparing a world. */
export interface Compared {
  readonly verdict: PlanJson['verdict'];
  /** Whether a sequence was typed: one for all Services, or those for some of them. */
  readonly typed: 'all' | 'some' | 'none';
}

/** Compares, for one world on a real cluster, what `plan` says with what the tools and the API server do. */
export class Comparison {
  private readonly live: LiveWorld;

  constructor(
    private readonly shop: Shop,
    private readonly world: World,
  ) {
    this.live = new LiveWorld(shop);
  }

  public async run(): Promise<Compared> {
    const { plan, text, before, predicted } = await this.start();
    const answers = await this.apply();
    const after = await this.shop.services();
    // Without the last manifest of a release, the plan may not know what Helm removes; then it must not be safe.
    if (isUnknown(plan)) {
      if (plan.verdict === 'safe') throw new Error(text);
      if (this.world.readsReleases) throw new Error(`The releases were read, but something is unknown:\n${text}`);
      return { verdict: plan.verdict, typed: 'none' };
    }
    compareAnswers(this.world, plan, answers, text);
    compareStates(predicted.asGiven(), after, text, this.world.applying === 'helm' ? plan : undefined);
    if (plan.verdict !== 'unsafe') compareChanges(plan, before, after, text);
    if (plan.verdict === 'safe') compareWritten(this.world.next, after, text);
    compareRisks(plan, after, text);
    return { verdict: plan.verdict, typed: await this.typeSequence(plan) };
  }

  private async start() {
    await this.live.make(this.world);
    const { plan, text, commands } = await this.plan();
    const before = await this.shop.services();
    return { plan, text, commands, before, predicted: new PredictedWorld(this.shop.folder, this.world) };
  }

  private async plan(): Promise<Planned> {
    await this.shop.snapshot(this.world.readsReleases ? [] : ['--no-secrets']);
    this.shop.write('next', this.world.next);
    this.live.chart(this.world.next);
    const argv = [
      'plan',
      '--live',
      'now.snapshot.yaml',
      ...OPTIONS[this.world.applying],
      ...(this.world.prune ? ['--prune'] : []),
      'next',
    ];
    const [text, json] = [await this.shop.cli(argv), await this.shop.cli([...argv, '--format', 'json'])];
    if (json.code === 1) throw new Error(json.stderr);
    const commands = [...text.stdout.matchAll(/^ {5}(\S.*)$/gm)].map(([, line]) => line);
    return { plan: JSON.parse(json.stdout) as PlanJson, text: text.stdout, commands };
  }

  /** Applies what was planned, in the given order: file by file, or at once where something is pruned. */
  private async apply(): Promise<Typed[]> {
    const { next, applying, prune } = this.world;
    if (applying === 'helm') return [this.shop.type('helm upgrade --install r ./chart -n shop')];
    if (prune) {
      const pruning = ['--prune', '--all', '--prune-allowlist=core/v1/Service'];
      return [await this.shop.kubectl(...VERBS[applying], ...pruning, '-f', 'next')];
    }
    const answers: Typed[] = [];
    for (const index of next.keys()) {
      answers.push(await this.shop.kubectl(...VERBS[applying], '-f', `next/${fileName(index)}`));
    }
    return answers;
  }

  /** Types the proposed commands on the same world, made anew: each must succeed and end as predicted. */
  private async typeSequence({ sequence, sequenceRisks, hazards }: PlanJson): Promise<Compared['typed']> {
    const steps = sequence ?? hazards.flatMap((hazard) => (hazard.failsAsGiven && hazard.sequence) || []);
    if (steps.length === 0 || sequenceRisks.length > 0) return 'none';
    const { text, commands, plan, before, predicted } = await this.start();
    if (commands.length === 0) throw new Error(`A sequence without commands:\n${text}`);
    for (const command of commands) {
      const { status, output } = this.shop.type(command.replace(/\bCHART$/, './chart'));
      if (status !== 0) throw new Error(`${text}\n${command}\n${output}`);
    }
    const after = await this.shop.services();
    if (!plan.sequence) return 'some';
    compareStates(predicted.after(plan.sequence), after, text);
    compareWritten(this.world.next, after, text);
    if (plan.verdict === 'unsafe') compareChanges(plan, before, after, text);
    return 'all';
  }
}

/** Whether a plan lacks a fact that only Helm knows. */
function isUnknown({ risks }: PlanJson): boolean {
  return risks.some(({ because }) => because.includes('helm get manifest'));
}

const OPTIONS: Readonly<Record<Applying, readonly string[]>> = {
  'kubectl': ['--apply', 'kubectl'],
  'server-side': ['--apply', 'server-side'],
  'server-side-forced': ['--apply', 'server-side', '--force-conflicts'],
  'helm': ['--apply', 'helm', '--release', 'r', '--namespace', 'shop'],
  'replace': ['--apply', 'replace'],
};

const VERBS: Readonly<Record<Applying, readonly string[]>> = {
  'kubectl': ['apply'],
  'server-side': ['apply', '--server-side'],
  'server-side-forced': ['apply', '--server-side', '--force-conflicts'],
  'helm': [],
  'replace': ['replace'],
};
