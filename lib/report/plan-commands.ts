import { AppliedManifest } from './plan-report';
import { ApplyTool, Way } from '../core/merge/apply-tools';
import { Step } from '../core/plan/plan-steps';
import { fileOperand, isDnsLabel, pipeline, shellCommand } from '../core/text/shell';

/** The command that applies some manifests in order; undefined if one of them cannot be applied separately. */
export function applyCommand(manifests: readonly AppliedManifest[], way: Way): string | undefined {
  const [{ namespace, lines }] = manifests;
  const verb = [...verbOf(way), ...(namespace === undefined ? [] : ['-n', namespace])];
  if (lines && manifests.length === 1) {
    const cut = shellCommand('sed', '-n', `${lines.first},${lines.last}p`, fileOperand(lines.file));
    return pipeline(cut, shellCommand(...verb, '-f', '-'));
  }
  const files = manifests.map(({ file }) => file);
  return files.includes(undefined)
    ? undefined
    : shellCommand(...verb, ...files.flatMap((file) => ['-f', fileOperand(file!)]));
}

function verbOf({ tool, forcesConflicts, savesConfig }: Way): string[] {
  if (tool === ApplyTool.REPLACE) return ['kubectl', 'replace', ...(savesConfig ? ['--save-config'] : [])];
  if (tool !== ApplyTool.SERVER_SIDE) return ['kubectl', 'apply'];
  return ['kubectl', 'apply', '--server-side', ...(forcesConflicts ? ['--force-conflicts'] : [])];
}

/** The command that upgrades the release of a step, or installs it if it may not exist yet. */
export function upgradeCommand({ release, way, installs }: Step, chart = 'CHART'): string | undefined {
  const { namespace, name } = release!;
  const flags = [...(installs ? ['--install'] : []), ...(way?.forcesConflicts ? ['--force-conflicts'] : [])];
  const target = namespace === '' ? [] : ['-n', namespace];
  return shellCommand('helm', 'upgrade', ...flags, ...target, '--', name || 'RELEASE', chart);
}

/** The command that deletes Services of one namespace; undefined if a name is not valid in a cluster. */
export function deleteCommand(services: readonly string[]): string | undefined {
  const [namespace] = services[0].split('/');
  const names = services.map((service) => service.slice(service.indexOf('/') + 1));
  return [namespace, ...names].every(isDnsLabel)
    ? shellCommand('kubectl', 'delete', 'service', '-n', namespace, '--', ...names)
    : undefined;
}

/** The command that opens a live Service in an editor; undefined for a name that no cluster accepts. */
export function editCommand(service: string): string | undefined {
  const [namespace, name] = service.split('/');
  if (!isDnsLabel(namespace) || !isDnsLabel(name)) return undefined;
  return shellCommand('kubectl', 'edit', 'service', '-n', namespace, '--', name);
}

/** The command that gives a live Service other ports, and changes nothing if it has changed meanwhile. */
export function patchCommand({ service, moves = [], dropsHealthCheck, ports }: Step): string | undefined {
  const [namespace, name] = service.split('/');
  const patch = [
    ...(ports
      ? [
          { op: 'test', path: '/spec/ports', value: ports.from },
          { op: 'replace', path: '/spec/ports', value: ports.to },
        ]
      : []),
    ...moves.flatMap(({ index, from, to }) => {
      const path = `/spec/ports/${index}/nodePort`;
      return [
        { op: 'test', path, value: from },
        { op: 'replace', path, value: to },
      ];
    }),
    ...(dropsHealthCheck
      ? [
          { op: 'replace', path: '/spec/externalTrafficPolicy', value: 'Cluster' },
          { op: 'remove', path: '/spec/healthCheckNodePort' },
        ]
      : []),
  ];
  if (!isDnsLabel(namespace) || !isDnsLabel(name)) return undefined;
  return shellCommand(
    'kubectl',
    'patch',
    'service',
    '-n',
    namespace,
    '--type=json',
    '-p',
    JSON.stringify(patch),
    '--',
    name,
  );
}
