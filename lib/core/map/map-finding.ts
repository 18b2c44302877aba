import { MapFinding } from './port-map';
import { Finding, isOpen } from '../findings/finding';
import { Severity } from '../findings/finding-kind';

/** A finding as the page shows it. */
export function mapFinding(finding: Finding): MapFinding {
  const { code, severity, path, nodePort, message } = finding;
  return { code, severity: isOpen(finding) ? SEVERITIES[severity] : 'accepted', path, nodePort, message };
}

const SEVERITIES: Readonly<Record<Severity, MapFinding['severity']>> = {
  [Severity.ERROR]: 'error',
  [Severity.WARNING]: 'warning',
};
