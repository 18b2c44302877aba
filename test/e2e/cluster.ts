import { Api } from './api';
import { ControlPlane, ControlPlaneOptions, startControlPlane } from './control-plane';
import { Service } from './library';

/** A Service in the default namespace. */
export function service(name: string, spec: Record<string, unknown>): Service {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'default' }, spec };
}

/** The releases that can be asked: the newest one, and the one that still has the feature gate. */
export type Release = 'newest' | '1.27';
export const RELEASES: readonly Release[] = process.env.E2E_1_27 ? ['newest', '1.27'] : ['newest'];

/** The binaries of a release, as the runner built them. */
export function assetsOf(release: Release): string {
  const folder = process.env[release === 'newest' ? 'E2E_NEWEST' : 'E2E_1_27'];
  if (!folder) throw new Error('The servers are not built. Type: npm run e2e');
  return folder;
}

/** Runs a control plane while a function works, and stops it afterwards, whatever happens. */
export async function withCluster<T>(
  options: Partial<ControlPlaneOptions>,
  work: (plane: ControlPlane) => Promise<T>,
): Promise<T> {
  const plane = await startControlPlane({ assets: assetsOf('newest'), ...options });
  try {
    return await work(plane);
  } finally {
    await plane.stop();
  }
}

/** Creates Services and returns them as stored; a refusal is an error here. */
export async function given(api: Api, ...services: Service[]): Promise<Service[]> {
  const held: Service[] = [];
  for (const each of services) {
    const { code, body } = await api.create(each);
    if (code >= 300) throw new Error(`Could not create ${each.metadata.name}: ${JSON.stringify(body)}`);
    held.push(body);
  }
  return held;
}

/** Removes Services, so that their ports are free again. */
export async function cleanUp(api: Api, services: readonly Service[]): Promise<void> {
  await Promise.all(services.map(async (each) => api.remove(each)));
}

/** The node ports of a Service as stored; 0 for a port without one. */
export function nodePortsOf(stored: any): number[] {
  return (stored.spec.ports ?? []).map(({ nodePort }: { nodePort?: number }) => nodePort ?? 0);
}
