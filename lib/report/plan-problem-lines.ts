import { PlanReport } from './plan-report';
import { ApplyTool } from '../core/merge/apply-tools';
import { Collision } from '../core/plan/collisions';
import { Handover } from '../core/plan/handovers';
import { Hazard, HazardKind } from '../core/plan/hazards';
import { Risk } from '../core/plan/predicted-cluster';
import { PlannedRefusal } from '../core/plan/refusal';
import { lineStart, printable, printablePath } from '../core/text/printable';

/** A document that is refused, and why. */
export function refusalLine({ path, service, status, by, error, isUncertain, oneOf }: PlannedRefusal): string {
  const answer = `${isUncertain ? 'may answer' : 'answers'}${by === undefined ? ` ${status}` : ''}`;
  const words = `${error.trim().replace(/\s*\n\s*/g, ' ')}.${oneOf ? raceText(service, oneOf) : ''}`;
  const severity = isUncertain ? 'warning' : 'error';
  // Objects that the API server is to name are numbered, to tell them apart.
  const name = service.replace(/\*\d+$/, '*');
  return `${lineStart(path)}: ${printable(`${severity}: Service ${name}: ${answererOf(by)} ${answer}: ${words}`)}`;
}

function answererOf(tool: ApplyTool | undefined): string {
  if (tool === undefined) return 'the API server';
  return tool === ApplyTool.HELM ? 'Helm' : 'kubectl';
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

/** A number whose holder stays, and what to do about it. */
export function collisionLine(collision: Collision, { placeOf }: PlanReport): string {
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

/** A request that may fail. */
export function riskLine({ service, nodePort, because }: Risk): string {
  const about = nodePort === undefined ? '' : ` node port ${nodePort} may be refused or end up different:`;
  return printable(`warning: Service ${service}:${about} ${because}${about === '' ? '' : '.'}`);
}

const HAZARDS: Readonly<Record<HazardKind, string>> = {
  [HazardKind.OWNER_CHANGES]: 'the Service that gives the number up must be applied before the one that takes it',
  [HazardKind.HOLDER_DELETED]: 'the old Service must be deleted before the new one is applied',
  [HazardKind.CYCLE]: 'no order of the documents works, so one of these Services must give its number up first',
  [HazardKind.HEALTH_CHECK_CHANGES]: 'one request cannot change both, so the Service must give the number up first',
};

/** A number that changes hands, and what that requires. */
export function hazardLine({ kind, handovers, failsAsGiven }: Hazard): string {
  return printable(
    `${failsAsGiven ? 'error' : 'note'}: ${handovers.map(handoverText).join(', ')}: ` +
      `${HAZARDS[kind]}${failsAsGiven ? '' : ', as it is in the given order'}.`,
  );
}

function handoverText({ nodePort, from, to }: Handover): string {
  return from === to ? `${nodePort} changes its use within ${from}` : `${nodePort} goes from ${from} to ${to}`;
}

/** Each line once. */
export function distinctLines(all: readonly string[]): string {
  return [...new Set(all)].map((line) => `${line}\n`).join('');
}
