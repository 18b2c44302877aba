import { changesText, lingeringLine } from './plan-changes-text';
import { collisionLine, distinctLines, hazardLine, refusalLine, riskLine } from './plan-problem-lines';
import { PlanReport } from './plan-report';
import { verdictText } from './plan-verdict-text';
import { unreadOf } from '../core/findings/problem';
import { ChangeKind, PortChange } from '../core/plan/port-changes';
import { count } from '../core/text/count';
import { printable } from '../core/text/printable';

/** A plan for people: what happens, what goes wrong and why, and what to do instead. */
export function planText(report: PlanReport): string {
  const { plan } = report;
  const parts = [
    distinctLines(assumedLines(report)),
    changesText(plan.changes),
    distinctLines(lingering(plan).map((change) => lingeringLine(change, report))),
    distinctLines(plan.refusals.map(refusalLine)),
    distinctLines(plan.collisions.map((collision) => collisionLine(collision, report))),
    distinctLines(plan.risks.map(riskLine)),
    distinctLines(plan.hazards.map(hazardLine)),
    incompleteText(report),
    unlistedText(report),
    verdictText(report),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

/** The numbers that stay because of the tool. A Service that is refused, and in no sequence, keeps all of them. */
function lingering({ changes, refusals, sequence }: PlanReport['plan']): readonly PortChange[] {
  const refused = new Set(sequence ? [] : refusals.map(({ service }) => service));
  return changes.filter(({ kind, service }) => kind === ChangeKind.LINGERING && !refused.has(service));
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

function incompleteText({ problems }: PlanReport): string {
  const unread = unreadOf(problems).length;
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
