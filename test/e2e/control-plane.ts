import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { get } from 'node:https';
import { AddressInfo, Server, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Api } from './api';
import { ServerProcess, Watchdog, removeFolder } from './server-process';

const LOOPBACK = '127.0.0.1';
/** Long enough for a busy machine: a server that fails ends by itself. */
const MAX_START_MS = 300_000;
const MAX_STARTS = 5;

export interface ControlPlaneOptions {
  /** The folder with the binaries `kube-apiserver` and `etcd`, see `build-servers.sh`. */
  readonly assets: string;
  /** `--service-node-port-range`. @default the server's own, 30000-32767 */
  readonly portRange?: string;
  /** `--feature-gates`. @default none */
  readonly featureGates?: Record<string, boolean>;
  /** Further flags of kube-apiserver. @default none */
  readonly extraArgs?: readonly string[];
  /** How many API servers share the one etcd. @default 1 */
  readonly apiServers?: number;
  /** `--authorization-mode`. @default AlwaysAllow */
  readonly authorization?: 'AlwaysAllow' | 'RBAC';
}

/** One API server of a control plane. */
export interface ApiServer {
  /** Acts as a member of system:masters, so nothing is throttled or forbidden. */
  readonly api: Api;
  /** The kubeconfig that `api` uses, as text. */
  readonly kubeConfig: string;
  /** The version from `/version`, such as `v1.37.2`. */
  readonly version: string;
}

/** A running control plane; the first of its API servers, and all of them. */
export interface ControlPlane extends ApiServer {
  readonly apiServers: readonly ApiServer[];
  stop(): Promise<void>;
}

/** Starts etcd and kube-apiserver on free loopback ports, with a data folder of their own. */
export async function startControlPlane(options: ControlPlaneOptions): Promise<ControlPlane> {
  for (let start = 1; ; start++) {
    try {
      return await startOnFreePorts(options);
    } catch (error) {
      // Another process may have taken a port since it was found to be free.
      if (start === MAX_STARTS || !(error as Error).message.includes('address already in use')) throw error;
    }
  }
}

async function startOnFreePorts(options: ControlPlaneOptions): Promise<ControlPlane> {
  const deadline = Date.now() + MAX_START_MS;
  const folder = await mkdtemp(join(tmpdir(), 'cdk8s-nodeport-e2e-'));
  const watchdog = new Watchdog(folder);
  const servers: ServerProcess[] = [];

  const run = (name: string, args: string[]) => {
    const server = new ServerProcess(name, join(options.assets, name), args);
    servers.push(server);
    watchdog.guard(server);
    return server;
  };
  const stop = async () => {
    await Promise.all(servers.map((server) => server.kill()));
    watchdog.dismiss();
    await removeFolder(folder);
  };

  try {
    const [etcdPort, peerPort, ...apiPorts] = await freePorts(2 + (options.apiServers ?? 1));

    const etcd = run('etcd', etcdArgs(folder, etcdPort, peerPort));
    await until(() => isHealthy(etcdPort), etcd, deadline);

    const apiServers: ApiServer[] = [];
    for (const port of apiPorts) {
      const home = join(folder, `api-${port}`);
      await mkdir(home);
      const token = randomBytes(16).toString('hex');
      const server = run('kube-apiserver', await apiServerArgs(home, port, etcdPort, token, options));
      apiServers.push(await readyServer(home, port, token, server, deadline));
    }
    return { ...apiServers[0], apiServers, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits until an API server is ready, and reads how to connect to it. */
async function readyServer(
  folder: string,
  port: number,
  token: string,
  process: ServerProcess,
  deadline: number,
): Promise<ApiServer> {
  const certificate = join(folder, 'certs', 'apiserver.crt');
  await until(
    async () => existsSync(certificate) && (await readFile(certificate, 'utf8')).includes('END'),
    process,
    deadline,
  );
  const ca = await readFile(certificate, 'utf8');

  const server = `https://${LOOPBACK}:${port}`;
  const see = async (path: string) => fetchJson(server + path, ca, token);
  await until(async () => (await see('/readyz')).code === 200, process, deadline);
  // Once this Service exists, so do the default namespace and the allocators of addresses and ports.
  await until(
    async () => (await see('/api/v1/namespaces/default/services/kubernetes')).code === 200,
    process,
    deadline,
  );

  const version = JSON.parse((await see('/version')).text).gitVersion;
  const kubeConfig = kubeConfigOf(server, ca, token);
  return { api: new Api(kubeConfig), kubeConfig, version };
}

function etcdArgs(folder: string, clientPort: number, peerPort: number): string[] {
  const clientUrl = `http://${LOOPBACK}:${clientPort}`;
  const peerUrl = `http://${LOOPBACK}:${peerPort}`;
  return [
    `--data-dir=${join(folder, 'etcd')}`,
    `--listen-client-urls=${clientUrl}`,
    `--advertise-client-urls=${clientUrl}`,
    `--listen-peer-urls=${peerUrl}`,
    `--initial-advertise-peer-urls=${peerUrl}`,
    `--initial-cluster=default=${peerUrl}`,
    // The data need not outlive a crash.
    '--unsafe-no-fsync',
    '--log-level=warn',
  ];
}

async function apiServerArgs(
  folder: string,
  port: number,
  etcdPort: number,
  token: string,
  options: ControlPlaneOptions,
): Promise<string[]> {
  const tokenFile = join(folder, 'tokens.csv');
  await writeFile(tokenFile, `${token},admin,admin,"system:masters"\n`, { mode: 0o600 });

  // Required at start although no service account token is ever issued.
  const keyFile = join(folder, 'service-account.key');
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await writeFile(keyFile, privateKey.export({ type: 'sec1', format: 'pem' }), { mode: 0o600 });

  const gates = Object.entries(options.featureGates ?? {}).map(([gate, on]) => `${gate}=${on}`);
  return [
    `--etcd-servers=http://${LOOPBACK}:${etcdPort}`,
    `--bind-address=${LOOPBACK}`,
    `--advertise-address=${LOOPBACK}`,
    `--secure-port=${port}`,
    // A self-signed certificate for the address above is written here.
    `--cert-dir=${join(folder, 'certs')}`,
    `--token-auth-file=${tokenFile}`,
    `--authorization-mode=${options.authorization ?? 'AlwaysAllow'}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${keyFile}`,
    `--service-account-signing-key-file=${keyFile}`,
    // No controller runs that would create the service accounts which this plugin requires.
    '--disable-admission-plugins=ServiceAccount',
    // A loopback address is not a valid endpoint, and nobody needs these endpoints.
    '--endpoint-reconciler-type=none',
    // 65,000 addresses, so that node ports run out first.
    '--service-cluster-ip-range=10.0.0.0/16',
    ...(options.portRange ? [`--service-node-port-range=${options.portRange}`] : []),
    ...(gates.length ? [`--feature-gates=${gates.join(',')}`] : []),
    ...(options.extraArgs ?? []),
  ];
}

/** Polls until `check` holds; gives up at the deadline, and at once when the server dies. */
async function until(check: () => Promise<boolean>, server: ServerProcess, deadline: number): Promise<void> {
  for (;;) {
    // A refused connection only means "not yet".
    if (await Promise.race([check().catch(() => false), server.died])) return;
    if (Date.now() > deadline) throw new Error(`${server.name} did not become ready in time\n${server.logTail}`);
    await Promise.race([new Promise((resolve) => setTimeout(resolve, 50)), server.died]);
  }
}

/** A look at the API server before there is a client for it. */
async function fetchJson(url: string, ca: string, token: string): Promise<{ code: number; text: string }> {
  return new Promise((resolve, reject) => {
    get(url, { ca, headers: { authorization: `Bearer ${token}` } }, (response) => {
      let text = '';
      response
        .setEncoding('utf8')
        .on('data', (chunk) => (text += chunk))
        .on('end', () => resolve({ code: response.statusCode ?? 0, text }))
        .on('error', reject);
    }).on('error', reject);
  });
}

async function isHealthy(etcdPort: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const req = request({ host: LOOPBACK, port: etcdPort, path: '/health' }, (res) => {
      res.resume();
      resolve(res.statusCode === 200);
    });
    req.on('error', reject);
    req.end();
  });
}

/** All ports are open at once before any is closed, so they differ. */
async function freePorts(count: number): Promise<number[]> {
  const holders: Server[] = [];
  for (let i = 0; i < count; i++) {
    const holder = createServer();
    await new Promise<void>((resolve, reject) => holder.once('error', reject).listen(0, LOOPBACK, resolve));
    holders.push(holder);
  }
  const ports = holders.map((holder) => (holder.address() as AddressInfo).port);
  await Promise.all(holders.map((holder) => new Promise((resolve) => holder.close(resolve))));
  return ports;
}

function kubeConfigOf(server: string, ca: string, token: string): string {
  return JSON.stringify({
    'apiVersion': 'v1',
    'kind': 'Config',
    'clusters': [
      { name: 'e2e', cluster: { server, 'certificate-authority-data': Buffer.from(ca).toString('base64') } },
    ],
    'users': [{ name: 'e2e', user: { token } }],
    'contexts': [{ name: 'e2e', context: { cluster: 'e2e', user: 'e2e' } }],
    'current-context': 'e2e',
  });
}
