import { serviceRule } from './service-rule';
import { Authority, Severity } from '../../findings/finding-kind';

/** @see https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation */
export const fieldMisspelt = serviceRule({
  code: 'field-misspelt',
  severity: Severity.WARNING,
  authority: Authority.LIBRARY,
  title: 'A field of a Service is misspelled or in the wrong place',
  remedy: 'Write the field that the message names',
  check: ({ mistakes }) =>
    mistakes
      .filter(({ instead }) => instead !== undefined)
      .map(({ index, field, value, instead = '' }) => ({
        index,
        what:
          `there is no field ${field}; kubectl refuses it, and tools that accept it drop it, ` +
          `so its value has no effect`,
        wayOut: `Write ${instead}${typeof value === 'object' ? '' : `: ${String(value)}`}`,
      })),
});
