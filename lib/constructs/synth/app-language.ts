import { usageError as worded } from '../../core/findings/finding';

/** Props and methods that messages name, of more than one word: those that not every language spells alike. */
const NAMES = [
  'allocateLoadBalancerNodePorts',
  'avoidPorts',
  'claimedBy',
  'clusterIP',
  'externalIPs',
  'externalTrafficPolicy',
  'fromClaims',
  'fromLockFile',
  'fromSnapshot',
  'healthCheckNodePort',
  'kubernetesVersion',
  'loadBalancerSourceRanges',
  'lockFile',
  'nodePort',
  'nodePortOf',
  'portAt',
  'portRange',
  'staticSubrangeGate',
  'takenPorts',
  'targetPort',
  'withoutLock',
];

/** A name, with the number, text or truth that a message gives it. */
const MENTION = new RegExp(`(?<![\\w./-])(${NAMES.join('|')})\\b(?:: ('[^']*'|\\d+|true|false))?`, 'g');

/** How a language other than TypeScript and Java spells a name with its value. */
const SPELLINGS: Record<string, (name: string, value?: string) => string> = {
  Python: (name, value) =>
    withValue(
      snakeCase(name),
      '=',
      value === undefined ? value : value.replace(/^[tf]/, (letter) => letter.toUpperCase()),
    ),
  Go: (name, value) => withValue(capitalized(name), ': ', value?.replace(/'/g, '"')),
  DotNet: (name, value) => withValue(capitalized(name), ' = ', value?.replace(/'/g, '"')),
};

/**
 * Adds to a message how the language of the app spells the props that it names: `node_port=30009` for `nodePort: 30009`
 * in Python.
 *
 * @param message the message, with its code in brackets at the end
 * @param agent the language that started the kernel of jsii, such as `Python/3.11.7`; undefined in TypeScript
 */
export function inAppLanguage(message: string, agent = process.env.JSII_AGENT): string {
  const [language] = agent?.split('/') ?? [];
  const spell = language === undefined ? undefined : SPELLINGS[language];
  if (language === undefined || spell === undefined) return message;
  const spellings = new Set([...message.matchAll(MENTION)].map(([, name, value]) => spell(name, value)));
  return spellings.size === 0
    ? message
    : message.replace(/ (?=\([a-z-]+\)$)/, ` In ${language.replace('DotNet', '.NET')}: ${[...spellings].join(', ')}. `);
}

/** The error for what is wrong with one prop, in the language of the app. */
export function usageError(...fault: Parameters<typeof worded>): Error {
  return new Error(inAppLanguage(worded(...fault).message));
}

function snakeCase(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace('_IPs', '_i_ps')
    .toLowerCase();
}

function capitalized(name: string): string {
  return name[0].toUpperCase() + name.slice(1);
}

function withValue(name: string, sign: string, value?: string): string {
  return value === undefined ? name : name + sign + value;
}
