import { columnText } from './columns';
import { editCommand } from './plan-commands';
import { PlanReport } from './plan-report';
import { TOOL_NAMES } from '../core/merge/apply-tools';
import { ChangeKind, PortChange } from '../core/plan/port-changes';
import { printable } from '../core/text/printable';

/** What to do about a number that stays although no manifest has it any longer. */
export function lingeringLine({ service, port, from }: PortChange, { tool }: PlanReport): string {
  const command = editCommand(service);
  return printable(
    `note: Service ${service} keeps ${from} for its port ${port}, because ${TOOL_NAMES[tool]} removes only what it ` +
      `wrote.${command === undefined ? '' : ` To free it: ${command}`}`,
  );
}

/** A line for each port that changes, and how many stay. */
export function changesText(changes: readonly PortChange[]): string {
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
