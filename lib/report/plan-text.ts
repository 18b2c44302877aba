import { columnText } from './columns';
import { PlanReport, VERDICTS } from './plan-report';
import { stepLines } from './plan-steps-text';
import { count } from './report';
import { lineStart, printable, printablePath } from '../core/findings/printable';
import { Hazard, HazardKind } from '../core/plan/hazards';
import { Collision, PlanVerdict, PlannedRefusal } from '../core/plan/plan';
import { Handover, Step, StepKind } from '../core/plan/plan-steps';
import { ChangeKind, PortChange } from '../core/plan/port-changes';
import { Risk } from '../core/plan/predicted-cluster';

/** What happens, what goes wrong, why, and what to do instead, for people. */
export function planText(report: PlanReport): string {
  const { plan } = report;
  const parts = [
    changesText(plan.changes),
    lines(plan.refusals.map(refusalLine)),
    lines(plan.collisions.map((collision) => collisionLine(collision, report))),
    lines(plan.risks.map(riskLine)),
    lines(plan.hazards.map(hazardLine)),
    incompleteText(report),
    verdictText(report),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function changesText(changes: readonly PortChange[]): string {
  const unchanged = changes.filter(({ kind }) => kind === ChangeKind.UNCHANGED).length;
  const rows = changes.filter(({ kind }) => kind !== ChangeKind.UNCHANGED).map(({ kind, from, to, service, port }) => (
    [kind, kind === ChangeKind.RETIRED ? `${from}` : `${from === undefined ? '' : `${from} -> `}${to ?? (from === undefined ? 'picked' : 'picked, or kept')}`, `${service} ${port}`].map((text) => printable(text.trim()))
  ));
  return columnText(rows) + (unchanged === 0 ? '' : `${unchanged} ${unchanged === 1 ? 'port stays' : 'ports stay'} as ${unchanged === 1 ? 'it is' : 'they are'}.\n`);
}

function refusalLine({ path, service, status, error, unlessLucky }: PlannedRefusal): string {
  return `${lineStart(path)}: ${printable(`${unlessLucky ? 'warning' : 'error'}: Service ${service}: the API server ${unlessLucky ? 'may answer' : 'answers'} ${status}: ${error}.`)}`;
}

function collisionLine({ nodePort, service, path, holder }: Collision, { placeOf }: PlanReport): string {
  return `${lineStart(path)}: ${printable(`error: Service ${service}: node port ${nodePort} is held by ${holder}`)} (${printablePath(placeOf(nodePort))}), which nothing here changes. `
    + printable(`Give ${service} another number, or add the manifest by which ${holder} lets go of it; say --prune if it is deleted.`);
}

function riskLine({ service, nodePort, because }: Risk): string {
  return printable(`warning: Service ${service}: node port ${nodePort} may be refused: ${because}.`);
}

function incompleteText({ problems }: PlanReport): string {
  if (problems.length === 0) return '';
  return `warning: ${count(problems.length, 'input')} could not be read or held no Service, so no plan is safe and no sequence is proposed.\n`;
}

const HAZARDS: Readonly<Record<HazardKind, string>> = {
  [HazardKind.OWNER_CHANGES]: 'the one that lets go must be applied before the one that asks',
  [HazardKind.HOLDER_DELETED]: 'the old Service must be deleted before the new one is applied',
  [HazardKind.CYCLE]: 'no order of the documents works, so one of them must let go first',
  [HazardKind.HEALTH_CHECK_CHANGES]: 'one request cannot do it, so the Service must let go of the number first',
};

function hazardLine({ kind, handovers, failsAsGiven }: Hazard): string {
  return printable(`${failsAsGiven ? 'error' : 'note'}: ${handovers.map(handoverText).join(', ')}: ${HAZARDS[kind]}${failsAsGiven ? '' : ', and it is, as given'}.`);
}

function handoverText({ nodePort, from, to }: Handover): string {
  return from === to ? `${nodePort} changes its use within ${from}` : `${nodePort} goes from ${from} to ${to}`;
}

function verdictText(report: PlanReport): string {
  const { plan, cluster, portRange, snapshot, services, files } = report;
  const { verdict, hazards, sequence, refusals } = plan;
  const about = `${count(services, 'Service')} in ${count(files, 'file')} over ${printable(snapshot)}, cluster ${printable(cluster)}, ${portRange}`;
  const head = `${about}: ${verdict}, ${VERDICTS[verdict]}.`;
  if (sequence !== undefined) {
    const promise = plan.sequenceRisks.length === 0 ? 'Safe sequence:' : `${lines(plan.sequenceRisks.map(riskLine))}But for that, this sequence is safe:`;
    const hint = sequence.every(({ kind }) => kind === StepKind.APPLY) ? 'Documents that stand in this order can be applied as they are.\n' : '';
    return `${head}\n${promise}\n${stepsText(sequence, report)}${hint}`;
  }
  const solved = hazards.filter(({ failsAsGiven, sequence: steps }) => failsAsGiven && steps !== undefined);
  const rest = refusals.length > 0 && verdict === PlanVerdict.UNSAFE ? '\nNo order solves all of this: fix what is listed above, and plan again.' : '';
  return [head + rest, ...solved.map(({ handovers, sequence: steps = [] }) => (
    `For ${[...new Set(handovers.map(({ nodePort }) => nodePort))].join(', ')} this sequence is safe:\n${stepsText(steps, report)}`
  ))].map((text) => text.trimEnd()).join('\n') + '\n';
}

function stepsText(steps: readonly Step[], { plan: { hazards }, manifestOf }: PlanReport): string {
  const involved = new Set(hazards.flatMap(({ handovers }) => handovers.flatMap(({ from, to }) => [from, to])));
  return stepLines(steps, ({ service }) => involved.has(service), manifestOf).map((line) => `  ${printablePath(line)}\n`).join('');
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}
