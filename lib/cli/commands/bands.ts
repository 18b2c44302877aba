import { NodePortBand, NodePortBands } from '../../core/cluster/bands';
import { DEFAULT_PORT_RANGE, HIGHEST_PORT, PortRange } from '../../core/cluster/port-range';
import { columnText } from '../../report/columns';
import { Command, ExitCode, UsageError } from '../args/command';

/** Shows the bands of a range. */
export const bands: Command = {
  name: 'bands',
  summary: 'Show the static and the dynamic band of a node port range',
  operands: '[RANGE…]',
  options: {
    port: { type: 'string', short: 'p', value: 'N', help: 'Show which band a port is in, and what that means' },
  },
  examples: [
    { line: 'cdk8s-nodeport bands', why: 'the default range, 30000-32767' },
    { line: 'cdk8s-nodeport bands 30000-32767 30000-30015', why: 'two ranges' },
    { line: 'cdk8s-nodeport bands --port 30080', why: 'is this port safe to pin?' },
  ],
  run({ operands, flags }, { stdout }) {
    const ranges = (operands.length > 0 ? operands : [DEFAULT_PORT_RANGE]).map((text) =>
      NodePortBands.of(PortRange.parse(text)),
    );
    const port = readPort(flags.text('port'));
    stdout.write(
      ranges
        .map((each) => (port === undefined ? table(each) : `${meaning(each, port)}\n`))
        .join(port === undefined ? '\n' : ''),
    );
    return ExitCode.CLEAN;
  },
};

/** The table of the Kubernetes documentation, for any range. */
function table({ portRange, bandOffset, staticBand, dynamicBand, dynamicAvoidsStatic }: NodePortBands): string {
  const rows = [
    ['Range properties', 'Values'],
    ['service-node-port-range', `${portRange}`],
    ['Band Offset', `${bandOffset}`],
    ['Static band start', `${staticBand.first}`],
    ['Static band end', `${staticBand.last}`],
    ['Dynamic band start', `${dynamicBand?.first ?? 'N/A'}`],
    ['Dynamic band end', `${dynamicBand?.last ?? 'N/A'}`],
  ];
  const note = dynamicAvoidsStatic
    ? ''
    : 'In a range of 16 ports or fewer, kube-apiserver reserves nothing: it may pick any port for another Service.\n';
  return columnText(rows) + note;
}

function meaning(of: NodePortBands, port: number): string {
  const { portRange, staticBand, dynamicBand, dynamicAvoidsStatic } = of;
  const band = of.bandOf(port);
  if (band === NodePortBand.OUTSIDE) {
    return `${port} is outside the range ${portRange}: the API server refuses it. Use a port of ${staticBand}.`;
  }
  if (band === NodePortBand.DYNAMIC) {
    return (
      `${port} is in the dynamic band ${dynamicBand}: the API server assigns from it dynamically, and may ` +
      `already have assigned ${port}. Pin in ${staticBand}.`
    );
  }
  if (!dynamicAvoidsStatic) {
    return (
      `${port} is in the static band ${staticBand}, but a range of ${portRange.size} ports reserves nothing: ` +
      `the API server may pick it for another Service.`
    );
  }
  return (
    `${port} is in the static band ${staticBand}: the API server does not pick it while the dynamic band ` +
    `${dynamicBand} has a free port. Safe to pin (from Kubernetes 1.28 on).`
  );
}

function readPort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > HIGHEST_PORT) {
    throw new UsageError(
      `--port ${JSON.stringify(text)} is not a port. Write a number from 1 to 65535, such as --port 30080`,
    );
  }
  return port;
}
