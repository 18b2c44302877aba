import { columnText } from './columns';
import { editCommand } from './plan-commands';
import { PlanReport, TOOL_NAMES, VERDICTS } from './plan-report';
import { typedSteps } from './plan-steps-text';
import { count } from './report';
import { lineStart, printable, printablePath } from '../core/findings/printable';
import { Hazard, HazardKind } from '../core/plan/hazards';
import { Collision, PlanVerdict, PlannedRefusal } from '../core/plan/plan';
import { Handover, Step } from '../core/plan/plan-steps';
import { ChangeKind, PortChange } from '../core/plan/port-changes';
import { Risk } from '../core/plan/predicted-cluster';

/** A plan for people: what happens, what goes wrong and why, and what to do instead. */
export function planText(report: PlanReport): string {
  const { plan } = report;
  const parts = [
    lines(assumedLines(report)),
    changesText(plan.changes),
    lines(
      plan.changes.filter(({ kind }) => kind === ChangeKind.LINGERING).map((change) => lingeringLine(change, report)),
    ),
    lines(plan.refusals.map(refusalLine)),
    lines(plan.collisions.map((collision) => collisionLine(collision, report))),
    lines(plan.risks.map(riskLine)),
    lines(plan.hazards.map(hazardLine)),
    incompleteText(report),
    unlistedText(report),
    verdictText(report),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

/** The Services for which Helm is assumed, one note for each release. */
function assumedLines({ plan: { assumed } }: PlanReport): string[] {
  const names = [...new Set(assumed.map(({ release }) => release.name))];
  return names.map((name) => {
    const owned = assumed.filter(({ release }) => release.name === name).map(({ service }) => service);
    return printable(
      `note: helm upgrade is assumed for ${owned.join(', ')}, which release ${name} owns; to plan for another tool, ` +
        `add --apply.`,
    );
  });
}

/** What to do about a number that stays although no manifest has it any longer. */
function lingeringLine({ service, port, from }: PortChange, { tool }: PlanReport): string {
  const command = editCommand(service);
  return printable(
    `note: Service ${service} keeps ${from} for its port ${port}, because ${TOOL_NAMES[tool]} removes only what it ` +
      `wrote.${command === undefined ? '' : ` To free it: ${command}`}`,
  );
}

function changesText(changes: readonly PortChange[]): string {
  const unchanged = changes.filter(({ kind }) => kind === ChangeKind.UNCHANGED).length;
  const rows = changes
    .filter(({ kind }) => kind !== ChangeKind.UNCHANGED)
    .map((change) =>
      [`${change.kind}`, numbersText(change), `${change.service} ${change.port}`].map((text) => printable(text.trim())),
    );
  if (unchanged === 0) return columnText(rows);
  return `${columnText(rows)}${unchanged} ${unchanged === 1 ? 'port stays as it is' : 'ports stay as they are'}.\n`;
}

function numbersText({ kind, from, to }: PortChange): string {
  if (kind === ChangeKind.RETIRED || kind === ChangeKind.LINGERING) return `${from}`;
  return `${from === undefined ? '' : `${from} -> `}${to ?? 'picked'}`;
}

function refusalLine({ path, service, status, error, unlessLucky, oneOf }: PlannedRefusal): string {
  const who = status === 0 ? 'Helm' : 'the API server';
  const answer = `${unlessLucky ? 'may answer' : 'answers'}${status === 0 ? '' : ` ${status}`}`;
  const words = `${error.trim().replace(/\s*\n\s*/g, ' ')}.${oneOf ? raceText(service, oneOf) : ''}`;
  const severity = unlessLucky ? 'warning' : 'error';
  return `${lineStart(path)}: ${printable(`${severity}: Service ${service}: ${who} ${answer}: ${words}`)}`;
}

/** The Services that may be refused instead of this one. */
function raceText(service: string, oneOf: readonly string[]): string {
  const others = oneOf.filter((each) => each !== service);
  const who = others.length === 1 ? others[0] : `one of ${others.join(', ')}`;
  return (
    ` Helm creates the Services of a new release all at once, so ${who} may be refused instead. ` +
    'Give each of them a number of its own.'
  );
}

function collisionLine(collision: Collision, { placeOf }: PlanReport): string {
  const { nodePort, service, path, holder, holderRelease, proposed } = collision;
  const owner = holderRelease ? `${holder} of Helm release ${holderRelease.name}` : holder;
  const held = printable(`error: Service ${service}: node port ${nodePort} is held by ${owner}`);
  const change = `or add the manifest in which ${holder} gives it up${deletionText(collision)}`;
  const wayOut = `Give ${service} another number${proposed === undefined ? '' : `, such as ${proposed}`}, ${change}.`;
  const place = printablePath(placeOf(nodePort));
  return `${lineStart(path)}: ${held} (${place}), which no manifest here changes. ${printable(wayOut)}`;
}

/** The flag that says that a Service is deleted, if the tool may delete it. */
function deletionText({ meantFor, isPrunable }: Collision): string {
  if (isPrunable) return ', or add --prune if it is to be deleted';
  if (!meantFor) return '';
  const { namespace, name } = meantFor;
  return `, or add --apply helm --release ${name} -n ${namespace} if these are the manifests of that release`;
}

function riskLine({ service, nodePort, because }: Risk): string {
  const about = nodePort === undefined ? '' : ` node port ${nodePort} may be refused or end up different:`;
  return printable(`warning: Service ${service}:${about} ${because}${about === '' ? '' : '.'}`);
}

function incompleteText({ problems }: PlanReport): string {
  const unread = problems.filter(({ isComplete }) => !isComplete).length;
  if (unread === 0) return '';
  return (
    `warning: ${count(unread, 'input')} could not be read or contained no Service, so no plan is safe and no ` +
    `sequence is proposed.\n`
  );
}

function unlistedText({ unlisted }: PlanReport): string {
  if (unlisted === undefined) return '';
  return `warning: ${unlisted} more lines do not fit here, so no sequence is proposed. Plan fewer manifests at once.\n`;
}

const HAZARDS: Readonly<Record<HazardKind, string>> = {
  [HazardKind.OWNER_CHANGES]: 'the Service that gives the number up must be applied before the one that takes it',
  [HazardKind.HOLDER_DELETED]: 'the old Service must be deleted before the new one is applied',
  [HazardKind.CYCLE]: 'no order of the documents works, so one of these Services must give its number up first',
  [HazardKind.HEALTH_CHECK_CHANGES]: 'one request cannot change both, so the Service must give the number up first',
};

function hazardLine({ kind, handovers, failsAsGiven }: Hazard): string {
  return printable(
    `${failsAsGiven ? 'error' : 'note'}: ${handovers.map(handoverText).join(', ')}: ` +
      `${HAZARDS[kind]}${failsAsGiven ? '' : ', as it is in the given order'}.`,
  );
}

function handoverText({ nodePort, from, to }: Handover): string {
  return from === to ? `${nodePort} changes its use within ${from}` : `${nodePort} goes from ${from} to ${to}`;
}

function verdictText(report: PlanReport): string {
  const { plan, cluster, portRange, snapshot, services, files } = report;
  const { verdict, hazards, sequence, refusals } = plan;
  const about =
    `${count(services, 'Service')} in ${count(files, 'file')} over ${printable(snapshot)}, cluster ` +
    `${printable(cluster)}, ${portRange}`;
  const head = `${about}: ${verdict}, ${VERDICTS[verdict]}.`;
  if (sequence !== undefined) {
    return `${head}\n${promiseText(plan)}\n${stepsText(sequence, report)}`;
  }
  const solved = hazards.filter(({ failsAsGiven, sequence: steps }) => failsAsGiven && steps !== undefined);
  const rest =
    refusals.length > 0 && verdict === PlanVerdict.UNSAFE
      ? '\nNo order solves all of this: fix what is listed above, and plan again.'
      : '';
  return (
    [
      head + rest,
      ...solved.map(
        ({ handovers, sequence: steps = [] }) =>
          `For ${[...new Set(handovers.map(({ nodePort }) => nodePort))].join(', ')} this sequence is ` +
          `safe:\n${stepsText(steps, report)}`,
      ),
    ]
      .map((text) => text.trimEnd())
      .join('\n') + '\n'
  );
}

/** What a sequence promises; a warning that was printed above is not repeated. */
function promiseText({ risks, sequenceRisks }: PlanReport['plan']): string {
  if (sequenceRisks.length === 0) return 'Safe sequence:';
  const printed = new Set(risks.map(riskLine));
  const others = sequenceRisks.map(riskLine).filter((line) => !printed.has(line));
  const exception = others.length === sequenceRisks.length ? 'these warnings' : 'the warnings above';
  return `${lines(others)}Apart from ${exception}, this sequence is safe:`;
}

/** Each command is alone on its line, so that it can be copied. */
function stepsText(steps: readonly Step[], { plan: { hazards }, manifestOf, chart, savedInput }: PlanReport): string {
  const involved = new Set(hazards.flatMap(({ handovers }) => handovers.flatMap(({ from, to }) => [from, to])));
  const typed = typedSteps(steps, { isNotable: ({ service }) => involved.has(service), manifestOf, chart });
  const needsInput = savedInput !== undefined && typed.some(({ command }) => command?.includes(savedInput));
  const first = needsInput ? `  Save what was read from standard input as ${savedInput} first.\n` : '';
  return (
    first +
    typed
      .map(
        ({ text, command }, index) =>
          `  ${index + 1}. ${printablePath(text)}${command === undefined ? '\n' : `:\n     ${command}\n`}`,
      )
      .join('')
  );
}

/** Each line once. */
function lines(all: readonly string[]): string {
  return [...new Set(all)].map((line) => `${line}\n`).join('');
}
