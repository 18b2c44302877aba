import { Chart, Lazy } from 'cdk8s';
import { NodePortRegistry, NodePortReservation } from 'cdk8s-nodeport';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { Newcomer, newcomer } from '../support/newcomer';
import { captureStderr } from '../support/stderr';

type Build = (newcomer: Newcomer) => unknown;
type Mistake = [name: string, build: Build, message: string];

/** Refuses what a newcomer built, when it is built or when it is synthesized. */
function messageOf(build: Build): string {
  const world = newcomer();
  let message = 'nothing is refused';
  captureStderr(() => {
    try {
      build(world);
      world.app.synth();
    } catch (error) {
      message = (error as Error).message;
    }
  });
  return message;
}

const registry = ({ app }: Newcomer, props: object = {}) => new NodePortRegistry(app, 'r', props);
const reservation = ({ app }: Newcomer, props: object) => new NodePortReservation(app, 'r', props as any);
const oneService =
  (ports: unknown): Build =>
  ({ chart, service }) =>
    service(chart(), 'a', ports);

const PORTS: Mistake[] = [
  [
    'one number for two ports of a Service',
    oneService([
      { name: 'x', port: 80, nodePort: 30010 },
      { name: 'y', port: 81, nodePort: 30010 },
    ]),
    'Choose another: 30011 is the next free static port. (port-repeated)',
  ],
  [
    'one number for two Services',
    ({ chart, service }) => {
      const shop = chart();
      for (const id of ['a', 'b']) service(shop, id, [{ port: 80, nodePort: 30010 }]);
    },
    'node port 30010 is already claimed by shop/a (Service shop/a, port "80/TCP")',
  ],
  ['a node port as text', oneService([{ port: 80, nodePort: '30010' }]), '"30010" is not a node port'],
  [
    'a node port that is a Lazy',
    oneService([{ port: 80, nodePort: Lazy.any({ produce: () => 30010 }) }]),
    'a Lazy is not a node port: its number must be known when the Service is created. Write one of',
  ],
  [
    'a node port that is an object',
    oneService([{ port: 80, nodePort: { port: 30010 } }]),
    '{"port":30010} is not a node',
  ],
  ['a port as text', oneService([{ port: '80' }]), 'Write port: 80. (value-undecodable)'],
  ['node port 0', oneService([{ port: 80, nodePort: 0 }]), '0 means "unset" in a Service'],
  ['a node port from an unset variable', oneService([{ port: 80, nodePort: NaN }]), 'NaN is not a node port'],
  [
    'a node port outside the range',
    oneService([{ port: 80, nodePort: 8080 }]),
    'Choose another: 30002 is the next free static port. (outside-range)',
  ],
  ['a node port in the dynamic band', oneService([{ port: 80, nodePort: 31000 }]), '(outside-static-band)'],
  ['a Service without ports', oneService([]), 'A service must be configured with a port'],
  ['ports that are not a list', oneService({ port: 80 }), 'Write [{ port: 80 }]. (prop-invalid)'],
  ['a misspelled prop of a port', oneService([{ port: 80, nodeport: 30010 }]), 'Write nodePort. (prop-invalid)'],
  [
    'several ports without names',
    oneService([{ port: 80 }, { port: 443 }]),
    'Add name: tcp-443 to spec.ports[1]. (port-name-missing)',
  ],
];

const QUESTIONS: Mistake[] = (['80/TCP', 80, '80'] as any[]).map((asked) => [
  `asking for port ${JSON.stringify(asked)}, which has a name`,
  ({ chart, service }) => service(chart(), 'a', [{ name: 'x', port: 80 }]).nodePortOf(asked),
  'Use "x". (port-unknown)',
]);

const REGISTRIES: Mistake[] = [
  [
    'two registries of one scope',
    ({ app }) => ['r', 'r2'].map((id) => new NodePortRegistry(app, id)),
    'the app already has a registry (r). Remove one of them',
  ],
  ...['prod', undefined].map((cluster): Mistake => [
    `two registries that describe ${cluster ?? 'the default cluster'} in two charts`,
    ({ app }) => ['a', 'b'].map((id) => new NodePortRegistry(new Chart(app, id), 'NodePorts', { cluster })),
    `cluster ${cluster ?? 'default'} already has a registry (a/NodePorts)`,
  ]),
  [
    'a registry that is created after a number was given out',
    (world) => {
      world.service(world.chart(), 'a', [{ name: 'x', port: 80 }]).nodePortOf('x');
      registry(world, { cluster: 'prod', portRange: '31000-32000' });
    },
    "Move new NodePortRegistry(…, 'r') before the first call of nodePortOf() or portAt(). (registry-late)",
  ],
  [
    'a lock in a missing folder',
    (world) => registry(world, { lockFile: 'nodir/x.lock.yaml' }),
    'Create it: mkdir -p nodir.',
  ],
  ['a range that is a list', (world) => registry(world, { portRange: [30000, 32767] }), 'Write it as 30000-32767'],
  [
    'taken ports that are numbers',
    (world) => registry(world, { takenPorts: [30000] }),
    'Write one of the static band 30000-30085',
  ],
  [
    'a misspelled finding to accept',
    (world) => registry(world).accept(world.app, 'pinned-in-dynamc-band', 'x'),
    'there is no finding "pinned-in-dynamc-band" to accept. Did you mean pinned-in-dynamic-band? Use one of: ',
  ],
  ...[
    ['pinned-in-dynamc-band', 'x', 'there is no finding "pinned-in-dynamc-band"'],
    ['pinned-in-dynamic-band', '', 'pinned-in-dynamic-band is accepted without a reason'],
  ].map(([code, reason, message]): Mistake => [
    `an annotation that accepts ${code} with the reason "${reason}"`,
    (world) => {
      registry(world, { strict: true });
      const metadata = { annotations: { [`nodeport.cdk8s.io/accept-${code}`]: reason } };
      const type = kplus.ServiceType.NODE_PORT;
      new kplus.Service(world.chart(), 's', { metadata, type, ports: [{ port: 80, nodePort: 31380 }] });
    },
    message,
  ]),
];

const RESERVATIONS: Mistake[] = [
  ['no props', (world) => reservation(world, {}), '(reason-missing)'],
  [
    'ports and a size',
    (world) => reservation(world, { ports: '30010-30012', size: 3, reason: 'x' }),
    'Keep one of the two.',
  ],
  ['no reason', (world) => reservation(world, { size: 3 }), '(reason-missing)'],
  [
    'an index after the last',
    (world) => reservation(world, { size: 3, reason: 'x' }).portAt(3),
    'Use an index from 0 to 2.',
  ],
  [
    'a size larger than any band',
    (world) => reservation(world, { size: 1000, reason: 'x' }),
    'Write a whole number from 1 to 128.',
  ],
  [
    'a Service of another cluster that draws from it',
    (world) => {
      const edge = new Construct(world.app, 'edge');
      new NodePortRegistry(edge, 'r', { cluster: 'edge' });
      const block = reservation(world, { size: 2, reason: 'x' });
      world.service(new Chart(edge, 'c'), 'a', [{ port: 80 }], { reservation: block });
    },
    'Name a reservation of its own cluster.',
  ],
];

describe.each([
  ['a mistake in ports', PORTS],
  ['a mistake in a call of nodePortOf()', QUESTIONS],
  ['a mistake in a registry', REGISTRIES],
  ['a mistake in a reservation', RESERVATIONS],
])('%s is refused, and the message says what to type', (_, mistakes) => {
  test.each(mistakes)('%s', (__, build, message) => {
    expect(messageOf(build)).toContain(message);
  });
});
