import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { NodePortRegistry, StaticNodePortService } from 'cdk8s-nodeport';
import { inAppLanguage } from '../../../lib/constructs/synth/app-language';

const REFUSALS = join(__dirname, '..', '..', 'refusals');

describe('a message in an app of another language also spells each prop as in that language', () => {
  test.each([
    ['Python/3.11.7', 'Write nodePort: 30009. (a-code)', 'Write nodePort: 30009. In Python: node_port=30009. (a-code)'],
    [
      'Python/3.11.7',
      "Set portRange: '30000-30033', not withoutLock: true. (a-code)",
      "Set portRange: '30000-30033', not withoutLock: true. In Python: port_range='30000-30033', " +
        'without_lock=True. (a-code)',
    ],
    [
      'Python/3.11.7',
      'Use nodePortOf() and externalIPs. (a-code)',
      'Use nodePortOf() and externalIPs. In Python: node_port_of, external_i_ps. (a-code)',
    ],
    ['Go/go1.26', "Set lockFile: 'a.yaml'. (a-code)", 'Set lockFile: \'a.yaml\'. In Go: LockFile: "a.yaml". (a-code)'],
    ['DotNet/8.0', 'Write nodePort: 30009. (a-code)', 'Write nodePort: 30009. In .NET: NodePort = 30009. (a-code)'],
  ])('%s: %s', (agent, message, expected) => {
    expect(inAppLanguage(message, agent)).toBe(expected);
  });

  test.each([
    ['TypeScript', undefined, 'Write nodePort: 30009. (a-code)'],
    ['Java, which spells them in the same way', 'Java/17', 'Write nodePort: 30009. (a-code)'],
    ['Python, in a message without props', 'Python/3.11', 'Choose another: 30010 is free. (port-taken)'],
    ['Python, in a message with the path of a construct', 'Python/3.11', 'storage/nodePort: it is taken. (port-taken)'],
  ])('is unchanged for %s', (_, agent, message) => {
    expect(inAppLanguage(message, agent)).toBe(message);
  });

  test('covers every prop that a message of the library mentions', () => {
    const sources = readdirSync(join(__dirname, '..', '..', '..', 'lib', 'constructs'))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(__dirname, '..', '..', '..', 'lib', 'constructs', file), 'utf8'))
      .join('\n');
    const props = new Set([...sources.matchAll(/^ {2}readonly ([a-z]+[A-Z]\w*)\??:/gm)].map(([, name]) => name));
    const messages = readdirSync(REFUSALS)
      .filter((file) => file.endsWith('.txt'))
      .map((file) => readFileSync(join(REFUSALS, file), 'utf8'))
      .join('\n');
    const named = [...props].filter((name) => new RegExp(`(?<![\\w/.-])${name}\\b`).test(messages));
    expect(named.filter((name) => !inAppLanguage(`Write ${name}. (a-code)`, 'Python/3').includes('In Python'))).toEqual(
      [],
    );
  });
});

describe('in an app that the kernel of jsii runs for Python', () => {
  beforeEach(() => void (process.env.JSII_AGENT = 'Python/3.11.7'));
  afterEach(() => delete process.env.JSII_AGENT);

  test('an error from a constructor names the props as in Python', () => {
    const chart = new Chart(new App(), 'shop');
    expect(() => new StaticNodePortService(chart, 'web', { ports: [{ port: 80, nodePort: 0 }] })).toThrow(
      /such as nodePort: (\d+)\. In Python: node_port=\1\. \(not-a-port\)$/,
    );
    expect(
      () => new NodePortRegistry(chart, 'NodePorts', { kubernetesVersion: '1.31', staticSubrangeGate: false }),
    ).toThrow(/In Python: static_subrange_gate\. \(gate-locked\)$/);
  });
});
