import { FieldManager, entryKey } from '../live/field-managers';

/** A field to be changed that somebody else owns. */
export interface FieldConflict {
  readonly manager: FieldManager;
  readonly path: string;
}

/** A server-side apply that would change fields that others own. */
export class ApplyConflict extends Error {
  constructor(public readonly conflicts: readonly FieldConflict[]) {
    super(conflictText(conflicts));
  }
}

function conflictText(conflicts: readonly FieldConflict[]): string {
  if (conflicts.length === 1) {
    return (
      `Apply failed with 1 conflict: conflict with ${called(conflicts[0].manager)}: ` +
      `${fieldText(conflicts[0].path)}`
    );
  }
  const managers = [...new Set(conflicts.map(({ manager }) => manager))];
  const lines = managers.flatMap((manager) => [
    `conflicts with ${called(manager)}:`,
    ...conflicts.filter((conflict) => conflict.manager === manager).map(({ path }) => `- ${fieldText(path)}`),
  ]);
  return `Apply failed with ${conflicts.length} conflicts: ${lines.join('\n')}`;
}

function called({ name, operation }: FieldManager): string {
  return operation === 'Update' ? `"${name}" using v1` : `"${name}"`;
}

/** A field as the API server writes it, such as `.spec.ports[port=80,protocol="TCP"].nodePort`. */
function fieldText(path: string): string {
  const [, port, protocol, field = ''] = /^(\d+|null)\/(\w*)(\..+)?$/.exec(path) ?? [];
  if (port === undefined) return `.spec.${path}`;
  return `.spec.ports${entryKey({ port, protocol: protocol === 'null' ? null : protocol })}${field}`;
}
