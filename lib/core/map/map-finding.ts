import { MapFinding } from './port-map';
import { Finding, isOpen } from '../findings/finding';
import { Severity } from '../findings/finding-kind';

/** A finding as the page shows it. */
export function mapFinding(finding: Finding): MapFinding {
  const { code, severity, path, nodePort, message } = finding;
  const weight = !isOpen(finding) ? 'accepted' : severity === Severity.ERROR ? 'error' : 'warning';
  return { code, severity: weight, path, nodePort, message };
}
