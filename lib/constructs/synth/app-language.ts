import { usageError } from '../../core/findings/finding';

/** Multi-word props and methods that messages mention; their spelling differs between languages. */
const NAMES = [
  'allocateLoadBalancerNodePorts',
  'avoidPorts',
  'claimedBy',
  'clusterIP',
  'exemptNamespaces',
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

/** A name together with the number, string or boolean that a message assigns to it. */
const MENTION = new RegExp(`(?<![\\w./-])(${NAMES.join('|')})\\b(?:: ('[^']*'|\\d+|true|false))?`, 'g');

/** How each language except TypeScript and Java spells a name and its value. */
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
 * Adds the app's own spelling of the props that a message mentions: in Python, `node_port=30009` for `nodePort: 30009`.
 *
 * @param message the message, with its code in brackets at the end
 * @param agent the language that started the jsii kernel, such as `Python/3.11.7`; undefined in TypeScript
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

/** The error for one invalid prop, in the language of the app. */
export function usageErrorInAppLanguage(...fault: Parameters<typeof usageError>): Error {
  return new Error(inAppLanguage(usageError(...fault).message));
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
