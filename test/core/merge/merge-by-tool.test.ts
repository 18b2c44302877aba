import { LiveService } from '../../../lib/core/live/live-service';
import { ApplyTool, Way } from '../../../lib/core/merge/apply-tools';
import { createdBy, isServerSideService, mergedBy } from '../../../lib/core/merge/merge-by-tool';
import { ServiceFields } from '../../../lib/core/service/service-fields';
import { fieldsWith, liveWith, managerOf, managersInShort } from '../../support/live-services';

const WEB = { port: 80, protocol: 'TCP', nodePort: 30001 };
const API = { port: 81, protocol: 'TCP', nodePort: 30002 };
const WEB_PATHS = ['80/TCP', '80/TCP.port', '80/TCP.nodePort'];
const API_PATHS = ['81/TCP', '81/TCP.port', '81/TCP.nodePort'];

/** The numbers of a Service after a tool has merged a manifest into it, and its owners. */
function merge(way: Way, live: LiveService, manifest: ServiceFields) {
  const merged = mergedBy(way, live, manifest);
  return merged && { numbers: numbersIn(merged.fields), owners: managersInShort(merged.managers) };
}

const numbersIn = ({ ports }: ServiceFields) => ports?.map(({ nodePort }) => nodePort);
const manifest = fieldsWith([API]);

describe('kubectl apply', () => {
  const way = { tool: ApplyTool.KUBECTL };

  test('removes what it wrote last, and keeps what it never wrote', () => {
    expect(merge(way, liveWith('a', [WEB, API], { applied: fieldsWith([WEB]) }), manifest)?.numbers).toEqual([30002]);
    expect(merge(way, liveWith('a', [WEB, API]), manifest)?.numbers).toEqual([30001, 30002]);
  });

  test('owns what it changes, and writes its annotation if that changes', () => {
    const live = liveWith('a', [WEB], { managers: [] });
    expect(merge(way, live, fieldsWith([{ ...WEB, nodePort: 30009 }]))?.owners).toEqual([
      'kubectl-client-side-apply Update*: 80/TCP.nodePort',
    ]);
    expect(merge(way, { ...live, applied: fieldsWith([WEB]) }, fieldsWith([WEB]))?.owners).toEqual([]);
    expect(mergedBy(way, live, fieldsWith([WEB]))?.applied).toEqual(fieldsWith([WEB]));
  });

  test('leaves the owners unknown if they were', () => {
    expect(merge(way, liveWith('a', [WEB]), manifest)?.owners).toBeUndefined();
  });
});

describe('kubectl apply --server-side', () => {
  const way = { tool: ApplyTool.SERVER_SIDE };

  test('removes what it applied last, and keeps the rest', () => {
    const managers = [managerOf('kubectl', 'Apply', WEB_PATHS), managerOf('helm', 'Update', API_PATHS)];
    expect(merge(way, liveWith('a', [WEB, API], { managers }), { scalars: {} })).toEqual({
      numbers: [30002],
      owners: [`helm Update: ${API_PATHS.join(' ')}`],
    });
  });

  test('cannot change what others own, unless it forces conflicts', () => {
    const live = liveWith('a', [WEB], { managers: [managerOf('helm', 'Update', WEB_PATHS)] });
    const moved = fieldsWith([{ ...WEB, nodePort: 30009 }]);
    expect(() => merge(way, live, moved)).toThrow('Apply failed with 1 conflict');
    expect(merge({ ...way, forcesConflicts: true }, live, moved)?.numbers).toEqual([30009]);
  });

  test('takes over what kubectl apply wrote, and keeps its annotation up to date', () => {
    const managers = [managerOf('kubectl-client-side-apply', 'Update', WEB_PATHS, true)];
    const live = liveWith('a', [WEB], { managers, applied: fieldsWith([WEB]) });
    const moved = fieldsWith([{ ...WEB, nodePort: 30009 }]);
    const merged = mergedBy(way, live, moved);
    expect(numbersIn(merged!.fields)).toEqual([30009]);
    expect(merged!.applied).toEqual(moved);
    expect(mergedBy(way, { ...live, applied: undefined, managers: [] }, moved)?.applied).toBeUndefined();
  });

  test('leaves the owners unknown if they were', () => {
    expect(merge(way, liveWith('a', [WEB]), manifest)?.owners).toBeUndefined();
  });
});

describe('helm upgrade', () => {
  const way = { tool: ApplyTool.HELM };
  const release = { namespace: 'shop', name: 'web' };

  test('sends nothing if its manifest has not changed', () => {
    expect(merge(way, liveWith('a', [API], { released: { release, fields: manifest } }), manifest)).toBeUndefined();
  });

  test('removes what its last manifest contains, and keeps what others added', () => {
    const live = liveWith('a', [WEB, API], { released: { release, fields: fieldsWith([WEB]) }, managers: [] });
    expect(merge(way, live, manifest)).toEqual({ numbers: [30002], owners: [] });
    const added = fieldsWith([API, { port: 82, nodePort: 30003 }]);
    expect(merge(way, live, added)?.owners).toEqual([
      'helm Update: 82/TCP 82/TCP.port 82/TCP.protocol 82/TCP.nodePort 82/TCP.targetPort',
    ]);
  });

  test('compares with the new manifest if the last one lacks the Service, so nothing is removed', () => {
    const live = liveWith('a', [WEB, API], { released: { release } });
    expect(merge(way, live, fieldsWith([{ ...API, nodePort: 30009 }]))?.numbers).toEqual([30001, 30009]);
  });

  test('is assumed to have written what it owns if its last manifest is unknown', () => {
    const paths = ['type', '80/TCP', '80/TCP.nodePort', '81/TCP.nodePort'];
    const live = liveWith('a', [WEB, API], { managers: [managerOf('helm', 'Update', paths)] });
    expect(merge(way, live, manifest)?.numbers).toEqual([30002]);
    // An entry of which it owns only a field is not its own, so the field is left alone.
    expect(merge(way, live, fieldsWith([WEB]))?.numbers).toEqual([30001, 30002]);
    expect(merge(way, live, fieldsWith([{ port: 80 }, API]))?.numbers).toEqual([undefined, 30002]);
    expect(merge(way, { ...live, managers: undefined }, manifest)?.numbers).toEqual([30001, 30002]);
  });

  test('removes scalars that it owns and the manifest leaves out', () => {
    const live = liveWith('a', [WEB], { managers: [managerOf('helm', 'Update', ['type'])] });
    expect(mergedBy(way, live, { scalars: {}, ports: [WEB] })?.fields.scalars).toEqual({
      externalTrafficPolicy: 'Cluster',
    });
  });

  test('keeps the annotation of kubectl apply as it was', () => {
    const live = liveWith('a', [WEB], { applied: fieldsWith([WEB]), released: { release } });
    expect(mergedBy(way, live, manifest)?.applied).toEqual(fieldsWith([WEB]));
  });

  test('applies on the server side where Helm 4 does', () => {
    const live = liveWith('a', [WEB], { managers: [managerOf('kubectl', 'Apply', WEB_PATHS)] });
    const serverSide = { ...way, isServerSide: true };
    const moved = fieldsWith([{ ...WEB, nodePort: 30009 }]);
    expect(() => merge(serverSide, live, moved)).toThrow('Apply failed with 1 conflict');
    expect(merge({ ...serverSide, forcesConflicts: true }, live, moved)?.owners).toEqual([
      'helm Apply: type 80/TCP 80/TCP.port 80/TCP.protocol 80/TCP.nodePort',
      'kubectl Apply: 80/TCP 80/TCP.port',
    ]);
    const applied = fieldsWith([WEB]);
    expect(mergedBy(serverSide, { ...live, applied }, fieldsWith([WEB]))?.applied).toBe(applied);
  });
});

describe('kubectl replace', () => {
  const way = { tool: ApplyTool.REPLACE };
  const live = liveWith('a', [WEB], { applied: fieldsWith([WEB]), managers: [] });

  test('leaves nothing that the manifest does not have', () => {
    const merged = mergedBy(way, live, { scalars: { type: 'NodePort', clusterIP: null }, ports: [API] })!;
    expect(merged).toMatchObject({ fields: { scalars: { type: 'NodePort' }, ports: [API] }, applied: undefined });
    expect(managersInShort(merged.managers)).toEqual([
      'kubectl-replace Update: 81/TCP 81/TCP.port 81/TCP.protocol 81/TCP.nodePort 81/TCP.targetPort',
    ]);
  });

  test('writes the annotation of kubectl apply if it saves the configuration', () => {
    const merged = mergedBy({ ...way, savesConfig: true }, live, manifest)!;
    expect(merged.applied).toEqual(manifest);
    expect(merged.managers![0].ownsLastApplied).toBe(true);
  });
});

describe('a Service that is created', () => {
  const written = { scalars: { type: 'ClusterIP', clusterIP: null }, ports: [{ port: 80 }] };
  const PATHS = '80/TCP 80/TCP.port';

  test.each<[Way, string, boolean]>([
    [
      { tool: ApplyTool.KUBECTL },
      `kubectl-client-side-apply Update*: type ${PATHS} 80/TCP.protocol 80/TCP.targetPort`,
      true,
    ],
    [{ tool: ApplyTool.SERVER_SIDE }, `kubectl Apply: type clusterIP ${PATHS}`, false],
    [{ tool: ApplyTool.HELM }, `helm Update: type ${PATHS} 80/TCP.protocol 80/TCP.targetPort`, false],
    [{ tool: ApplyTool.HELM, isServerSide: true }, `helm Apply: type clusterIP ${PATHS}`, false],
    [{ tool: ApplyTool.REPLACE }, `kubectl-replace Update: type ${PATHS} 80/TCP.protocol 80/TCP.targetPort`, false],
    [
      { tool: ApplyTool.REPLACE, savesConfig: true },
      `kubectl-replace Update*: type ${PATHS} 80/TCP.protocol 80/TCP.targetPort`,
      true,
    ],
  ])('with %j belongs to that tool', (way, owner, isAnnotated) => {
    const { fields, managers, applied } = createdBy(way, written);
    expect(fields).toEqual({ scalars: { type: 'ClusterIP' }, ports: [{ port: 80 }] });
    expect(managersInShort(managers)).toEqual([owner]);
    expect(applied).toEqual(isAnnotated ? written : undefined);
  });
});

test('Helm applied a Service on the server side if it owns fields by an apply', () => {
  expect(isServerSideService({ managers: [managerOf('helm', 'Apply', ['type'])] })).toBe(true);
  expect(isServerSideService({ managers: [managerOf('helm', 'Update', ['type'])] })).toBe(false);
  expect(isServerSideService({ managers: [managerOf('kubectl', 'Apply', ['type'])] })).toBe(false);
  expect(isServerSideService({})).toBe(false);
});
