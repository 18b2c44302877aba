import assert from 'node:assert/strict';
import { Service } from './library';
import { LiveWorld } from './live-world';
import { predicted, stateText } from './predicted-world';
import { Applying, World } from './random-worlds';
import { Shop, Typed, fileName } from './shop';
import { PlanJson } from '../support/plan-json';

interface Planned {
  readonly plan: PlanJson;
  readonly text: string;
  /** The commands of the sequence, as they are printed. */
  readonly commands: readonly string[];
}

/** One world on a real cluster: what `plan` says, and what the tools and the API server do. */
export class Comparison {
  private readonly live: LiveWorld;

  constructor(
    private readonly shop: Shop,
    private readonly world: World,
  ) {
    this.live = new LiveWorld(shop);
  }

  public async run(): Promise<PlanJson> {
    this.live.make(this.world);
    const { plan, text } = await this.plan();
    const before = this.shop.services();
    const foreseen = predicted(this.shop.folder, this.world, before);
    const answers = this.apply();
    // Where the plan says that it does not know what a release wrote, it must not be called safe, and foresees nothing.
    if (plan.risks.some(({ because }) => because.includes('helm get manifest'))) {
      assert.notEqual(plan.verdict, 'safe', text);
      return plan;
    }
    this.compareAnswers(plan, answers, text);
    this.compareStates(foreseen, plan, text);
    if (plan.verdict !== 'unsafe') this.compareChanges(plan, text);
    if (plan.sequence) await this.typeSequence();
    return plan;
  }

  private async plan(): Promise<Planned> {
    await this.shop.snapshot();
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
    assert.notEqual(json.code, 1, json.stderr);
    const commands = [...text.stdout.matchAll(/^ {5}(\S.*)$/gm)].map(([, line]) => line);
    return { plan: JSON.parse(json.stdout) as PlanJson, text: text.stdout, commands };
  }

  /** Applies what was planned, as it was given: file by file, or at once where something is pruned. */
  private apply(): Typed[] {
    const { next, applying, prune } = this.world;
    if (applying === 'helm') return [this.shop.type('helm upgrade --install r ./chart -n shop')];
    if (prune) {
      return [this.shop.type(`kubectl ${VERBS[applying]} --prune --all --prune-allowlist=core/v1/Service -f next`)];
    }
    return next.map((_, index) => this.shop.type(`kubectl ${VERBS[applying]} -f next/${fileName(index)}`));
  }

  private compareAnswers({ refusals, verdict }: PlanJson, answers: readonly Typed[], text: string): void {
    const certain = refusals.filter(({ unlessLucky }) => !unlessLucky);
    const failed = answers.flatMap(({ status }, index) => (status === 0 ? [] : [index]));
    const isByFile = answers.length === this.world.next.length && this.world.applying !== 'helm' && !this.world.prune;
    const outputs = answers.map(({ output }) => output).join('\n');
    if (isByFile) {
      assert.deepEqual(failed, [...new Set(certain.map(({ document }) => document))], `${text}\n${outputs}`);
    } else {
      assert.equal(failed.length > 0, certain.length > 0, `${text}\n${outputs}`);
    }
    // Which Helm installs something new, no snapshot tells; the two say it in words of their own.
    if (this.world.applying === 'helm' && !this.world.live.some(({ origin }) => origin === 'helm')) return;
    for (const { document, error } of certain) {
      const output = isByFile ? answers[document].output : outputs;
      for (const words of wordsOf(error)) {
        assert.match(flat(output), patternOf(words), `${text}\n${output}\nplan says: ${words}`);
      }
    }
    if (verdict === 'safe') assert.deepEqual(failed, [], text);
  }

  /** Those who race for a number in a new release may be missing, and one of those that cannot all have it is. */
  private compareStates(foreseen: ReadonlyMap<string, string>, plan: PlanJson, text: string): void {
    const actual = new Map(
      this.shop.services().map((service): [string, string] => [keyOf(service), stateText(service)]),
    );
    for (const { oneOf = [] } of plan.refusals) {
      assert.ok(oneOf.length === 0 || oneOf.some((key) => !actual.has(key)), text);
    }
    const racing = this.world.applying === 'helm' ? racersOf(plan) : new Set<string>();
    const isSure = ([key]: [string, string]): boolean => !racing.has(key) || (actual.has(key) && foreseen.has(key));
    const masked = [...foreseen].filter(isSure).map(([key, state]) => [key, mask(state, actual.get(key) ?? '')]);
    assert.deepEqual(new Map([...actual].filter(isSure).sort()), new Map(masked.sort() as [string, string][]), text);
  }

  /** Every number that a plan names is where it says, and none is left out. */
  private compareChanges({ changes }: PlanJson, text: string): void {
    const keys = new Set(this.world.next.map(keyOf));
    const actual = this.shop
      .services()
      .filter((service) => keys.has(keyOf(service)))
      .flatMap(numbersOf)
      .sort();
    const named = changes.filter(({ kind, service }) => kind !== 'retired' && keys.has(service));
    assert.equal(named.length, actual.length, `${text}\n${actual.join('\n')}`);
    for (const { service, to } of named) {
      if (to !== undefined) assert.ok(actual.includes(`${service} ${to}`), `${text}\n${actual.join('\n')}`);
    }
  }

  private async typeSequence(): Promise<void> {
    this.live.make(this.world);
    const { plan, text, commands } = await this.plan();
    if (!plan.sequence || plan.sequenceRisks.length > 0) return;
    assert.ok(commands.length > 0, text);
    for (const command of commands) {
      const { status, output } = this.shop.type(command.replace(/\bCHART$/, './chart'));
      assert.equal(status, 0, `${text}\n${command}\n${output}`);
    }
    const services = this.shop.services();
    for (const service of lastOfEach(this.world.next)) {
      this.assertWritten(
        service,
        services.find((each) => keyOf(each) === keyOf(service)),
        text,
      );
    }
  }

  private assertWritten(written: Service, stored: any, text: string): void {
    assert.ok(stored, `${keyOf(written)} is not there\n${text}`);
    const { ports = [], healthCheckNodePort } = written.spec as { ports?: any[]; healthCheckNodePort?: number };
    for (const { port, protocol = 'TCP', nodePort } of ports) {
      const found = stored.spec.ports.find((each: any) => each.port === port && each.protocol === protocol);
      assert.ok(found, `${text}\n${stateText(stored)}`);
      if (nodePort !== undefined && HOLDS.has(stored.spec.type)) {
        assert.equal(found.nodePort, nodePort, `${text}\n${stateText(stored)}`);
      }
    }
    if (healthCheckNodePort !== undefined && stored.spec.externalTrafficPolicy === 'Local') {
      assert.equal(stored.spec.healthCheckNodePort, healthCheckNodePort, text);
    }
  }
}

const HOLDS = new Set(['NodePort', 'LoadBalancer']);

const OPTIONS: Readonly<Record<Applying, readonly string[]>> = {
  'kubectl': ['--apply', 'kubectl'],
  'server-side': ['--apply', 'server-side'],
  'server-side-forced': ['--apply', 'server-side', '--force-conflicts'],
  'helm': ['--apply', 'helm', '--release', 'r', '--namespace', 'shop'],
  'replace': ['--apply', 'replace'],
};

const VERBS: Readonly<Record<Applying, string>> = {
  'kubectl': 'apply',
  'server-side': 'apply --server-side',
  'server-side-forced': 'apply --server-side --force-conflicts',
  'helm': '',
  'replace': 'replace',
};

/** The Services that may be refused or not, since a new release creates them all at once. */
function racersOf({ refusals, risks }: PlanJson): Set<string> {
  const atRisk = risks.filter(({ because }) => because.includes('all at once')).map(({ service }) => service);
  return new Set([...atRisk, ...refusals.flatMap(({ oneOf = [] }) => oneOf)]);
}

/** The parts of a refusal that kubectl prints, each on a line of its own where there are several. */
function wordsOf(error: string): string[] {
  const plain = error.replace(/^.*? is invalid: /s, '').replace(/^Internal error occurred: /, '');
  return plain.startsWith('[') && plain.endsWith(']') && error !== plain
    ? plain.slice(1, -1).split(/, (?=spec\.)/)
    : [plain];
}

/** Words, in which a number that the API server picks is any number. */
function patternOf(words: string): RegExp {
  return new RegExp(
    flat(words)
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll('\\(picked\\)', '\\d+'),
  );
}

/** A text without the times and the line breaks that only the server knows. */
function flat(text: string): string {
  return text.replace(/ at \d{4}-[\d\-T:Z]+/g, '').replace(/\s+/g, ' ');
}

/** A number that the API server picks is any number of the dynamic band. */
function mask(foreseen: string, actual: string): string {
  const [expected, found] = [foreseen.split(' '), actual.split(' ')];
  return expected
    .map((part, index) => {
      const number = /(\d+)$/.exec(found[index] ?? '')?.[1];
      return part.endsWith('picked') && number !== undefined && Number(number) >= 30016
        ? part.replace(/picked$/, number)
        : part;
    })
    .join(' ');
}

function keyOf({ metadata: { namespace, name } }: Service): string {
  return `${namespace}/${name}`;
}

function numbersOf(service: any): string[] {
  const { type, ports = [], healthCheckNodePort } = service.spec;
  if (!HOLDS.has(type)) return [];
  return [...ports.map(({ nodePort }: any) => nodePort), healthCheckNodePort]
    .filter(Boolean)
    .map((number) => `${keyOf(service)} ${number}`);
}

function lastOfEach(services: readonly Service[]): Service[] {
  return [...new Map(services.map((service) => [keyOf(service), service])).values()];
}
