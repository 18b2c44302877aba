import { ControlPlane } from './control-plane';
import { eventually } from './eventually';
import { FastClient } from './fast-client';
import { claimOf, portsOf } from './objects';
import { INJECTION_LABEL } from '../../lib/core/guard/names';

const CLAIMS = '/apis/nodeport.cdk8s.io/v1/nodeportclaims';
/** Witnesses count down from here, far away from the ports of the tests. */
const LAST_PORT = 32767;
const OWNER = 'witness';

/** What a guard does about a Service that takes the port of another. */
export type Verdict = 'warns' | 'refuses' | 'nothing';

/** What a test waits for. */
export interface Expected {
  /** @default whichever of `warns` and `refuses` the guard does */
  readonly verdict?: Verdict;
  /** A namespace whose Services the guard lets pass. @default none */
  readonly exempt?: string;
  /** Whether claimed numbers are filled in. @default false */
  readonly injects?: boolean;
}

/**
 * Tells when the guard knows everything that was written so far. The API server answers before its policies have heard
 * of a claim, and they hear of claims in the order of the writes. So once they act on a claim that was written last,
 * a witness, they act on all others and on none that is gone. Each witness is a claim for another port.
 */
export class GuardWitness {
  private readonly clients: readonly FastClient[];
  private nextPort = LAST_PORT;

  constructor({ apiServers }: ControlPlane) {
    this.clients = apiServers.map((server) => new FastClient(server));
  }

  /** Waits until every API server acts on every claim as expected. */
  public async untilInForce({ verdict, exempt, injects = false }: Expected): Promise<void> {
    const nodePort = this.nextPort--;
    const claim = claimOf(nodePort, `default/${OWNER}`, 'e2e');
    for (const client of this.clients) {
      // A server that does not serve claims yet knows no such path; another may have created this claim already.
      await eventually(async () => [201, 409].includes((await client.send('POST', CLAIMS, claim)).code));
      await eventually(async () => meets(await verdictOn(client, nodePort, 'default'), verdict));
      if (exempt) await eventually(async () => (await verdictOn(client, nodePort, exempt)) === 'nothing');
      if (injects) await eventually(async () => fillsIn(client, nodePort));
    }
    await this.clients[0].send('DELETE', `${CLAIMS}/${nodePort}`);
  }

  public close(): void {
    for (const client of this.clients) client.close();
  }
}

function meets(verdict: Verdict, expected: Verdict | undefined): boolean {
  return expected === undefined ? verdict !== 'nothing' : verdict === expected;
}

/** What the guard of an API server does about a Service of a stranger. */
async function verdictOn(client: FastClient, nodePort: number, namespace: string): Promise<Verdict> {
  const stranger = portsOf(namespace, 'stranger', [{ port: 80, nodePort }]);
  const { code, text, warning } = await client.send('POST', dryRunIn(namespace), stranger);
  if (!`${text}${warning}`.includes('nodeport-guard.cdk8s.io')) return 'nothing';
  return code < 300 ? 'warns' : 'refuses';
}

/** Whether the owner of a claim gets its number. */
async function fillsIn(client: FastClient, nodePort: number): Promise<boolean> {
  const owner = portsOf('default', OWNER, [{ port: 80 }], {}, { labels: { [INJECTION_LABEL]: 'true' } });
  const { text } = await client.send('POST', dryRunIn('default'), owner);
  return text.includes(`"nodePort":${nodePort}`);
}

function dryRunIn(namespace: string): string {
  return `/api/v1/namespaces/${namespace}/services?dryRun=All`;
}
