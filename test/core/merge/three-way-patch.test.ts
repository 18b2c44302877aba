import { PatchRefused } from '../../../lib/core/merge/strategic-merge';
import { threeWayPatch } from '../../../lib/core/merge/three-way-patch';
import { Fields, ServiceFields } from '../../../lib/core/service/service-fields';

const NOTHING: ServiceFields = { scalars: {} };
const withScalars = (scalars: Fields): ServiceFields => ({ scalars });
const withPorts = (...ports: Fields[]): ServiceFields => ({ scalars: {}, ports });

const WEB = { port: 80, nodePort: 30001 };
const API = { port: 81, nodePort: 30002 };
const DELETE_WEB = { $patch: 'delete', port: 80 };

test('nothing is sent if the live object has everything that is written', () => {
  const live = { scalars: { type: 'NodePort', clusterIP: 'assigned' }, ports: [{ ...WEB, protocol: 'TCP' }] };
  const written = { scalars: { type: 'NodePort' }, ports: [WEB] };
  expect(threeWayPatch(written, written, live)).toEqual({ scalars: {} });
});

describe('scalars', () => {
  test('that differ from the live object are written', () => {
    expect(threeWayPatch(NOTHING, withScalars({ type: 'NodePort' }), withScalars({ type: 'ClusterIP' }))).toEqual({
      scalars: { type: 'NodePort' },
    });
  });

  test('that were written before but no longer are, are removed, even if the live object lacks them', () => {
    expect(threeWayPatch(withScalars({ type: 'NodePort' }), NOTHING, NOTHING)).toEqual({ scalars: { type: null } });
  });

  test('are sent whatever happens to the ports', () => {
    const live = { scalars: { type: 'ClusterIP' }, ports: [WEB] };
    const written = { scalars: { type: 'NodePort' }, ports: [WEB] };
    expect(threeWayPatch(withPorts(), written, live).scalars).toEqual({ type: 'NodePort' });
    const former = { scalars: { externalName: 'a.example' } };
    expect(threeWayPatch(former, written, live).scalars).toEqual({ externalName: null, type: 'NodePort' });
    expect(threeWayPatch({ ...former, ports: [] }, written, live).scalars).toEqual({
      externalName: null,
      type: 'NodePort',
    });
  });

  test('that only the live object has stay', () => {
    expect(threeWayPatch(NOTHING, NOTHING, withScalars({ type: 'NodePort' }))).toEqual({ scalars: {} });
  });
});

describe('the list of ports', () => {
  test('is left alone if it was never written', () => {
    expect(threeWayPatch(NOTHING, NOTHING, withPorts(WEB))).toEqual({ scalars: {} });
  });

  test('is removed if it was written before but no longer is', () => {
    expect(threeWayPatch(withPorts(WEB), NOTHING, withPorts(WEB))).toEqual({ scalars: {}, ports: null });
  });

  test('is written as a whole if the live object has no ports', () => {
    expect(threeWayPatch(NOTHING, withPorts(WEB, API), NOTHING)).toEqual({ scalars: {}, ports: [WEB, API] });
    expect(threeWayPatch(NOTHING, withPorts(), NOTHING)).toEqual({ scalars: {} });
  });

  test('is not sent if it is empty on both sides', () => {
    expect(threeWayPatch(withPorts(), withPorts(), withPorts())).toEqual({ scalars: {} });
    expect(threeWayPatch(withPorts(), withPorts(), withPorts(WEB))).toEqual({ scalars: {}, order: [] });
  });

  test('keeps live entries that were never written, but gets the order of the manifest', () => {
    expect(threeWayPatch(NOTHING, withPorts(API), withPorts(WEB, API))).toEqual({ scalars: {}, order: [{ port: 81 }] });
  });

  test('gets a new order, even if some entries keep their place', () => {
    expect(threeWayPatch(NOTHING, withPorts(API, WEB), withPorts(WEB, API))).toEqual({
      scalars: {},
      order: [{ port: 81 }, { port: 80 }],
    });
    const [first, last] = [{ port: 1 }, { port: 9 }];
    expect(threeWayPatch(NOTHING, withPorts(first, API, WEB, last), withPorts(first, WEB, API, last)).order).toEqual([
      { port: 1 },
      { port: 81 },
      { port: 80 },
      { port: 9 },
    ]);
  });
});

describe('entries', () => {
  test('are sent with their key and the fields that changed', () => {
    const moved = { ...API, nodePort: 30003 };
    expect(threeWayPatch(NOTHING, withPorts(WEB, moved), withPorts(WEB, API))).toEqual({
      scalars: {},
      ports: [{ port: 81, nodePort: 30003 }],
      order: [{ port: 80 }, { port: 81 }],
    });
  });

  test('that are new are sent in full, in the order of the manifest', () => {
    expect(threeWayPatch(NOTHING, withPorts({ port: 9 }, API, WEB), withPorts(WEB))).toEqual({
      scalars: {},
      ports: [{ port: 9 }, API],
      order: [{ port: 9 }, { port: 81 }, { port: 80 }],
    });
  });

  test('that were written before but no longer are, are deleted', () => {
    expect(threeWayPatch(withPorts(WEB, API), withPorts(API), withPorts(WEB, API))).toEqual({
      scalars: {},
      ports: [DELETE_WEB],
      order: [{ port: 81 }],
    });
  });

  test('lose fields that were written before but no longer are', () => {
    expect(threeWayPatch(withPorts(WEB), withPorts({ port: 80 }), withPorts(WEB))).toEqual({
      scalars: {},
      ports: [{ port: 80, nodePort: null }],
      order: [{ port: 80 }],
    });
  });

  test('change, lose fields and disappear in one patch, with deletions last', () => {
    const before = withPorts({ ...WEB, name: 'web' }, API, { port: 82 });
    const after = withPorts({ port: 80, nodePort: 30009 }, { port: 82 }, { port: 83 });
    expect(threeWayPatch(before, after, before)).toEqual({
      scalars: {},
      ports: [{ port: 80, name: null, nodePort: 30009 }, { port: 83 }, { $patch: 'delete', port: 81 }],
      order: [{ port: 80 }, { port: 82 }, { port: 83 }],
    });
  });

  test('are paired by service port, as text, so that a difference in one does not touch the others', () => {
    const before = withPorts({ port: 9, name: 'a' }, { port: 80, name: 'b' }, { port: 443, name: 'c' });
    const after = withPorts({ port: 80, name: 'b' }, { port: 443, name: 'x' }, { port: 8080, name: 'd' });
    expect(threeWayPatch(before, after, before)).toEqual({
      scalars: {},
      ports: [
        { port: 443, name: 'x' },
        { port: 8080, name: 'd' },
        { $patch: 'delete', port: 9 },
      ],
      order: [{ port: 80 }, { port: 443 }, { port: 8080 }],
    });
  });

  test('are paired although others are added or deleted that sort before them', () => {
    const [https, web] = [{ port: 443 }, { port: 80 }];
    expect(threeWayPatch(NOTHING, withPorts(https, web), withPorts(web)).ports).toEqual([https]);
    expect(threeWayPatch(withPorts(https, web), withPorts(web), withPorts(https, web)).ports).toEqual([
      { $patch: 'delete', port: 443 },
    ]);
  });

  test('have the order of the manifest, whether they change or lose fields', () => {
    const before = withPorts({ port: 81, nodePort: 1 }, { port: 82, name: 'a' }, { port: 83, nodePort: 3 });
    const after = withPorts({ port: 81, nodePort: 2 }, { port: 82 }, { port: 83, nodePort: 4 });
    expect(threeWayPatch(before, after, before).ports).toEqual([
      { port: 81, nodePort: 2 },
      { port: 82, name: null },
      { port: 83, nodePort: 4 },
    ]);
  });

  test('cannot be sent if those with the same service port are not next to each other', () => {
    const [tcp, udp] = [
      { port: 53, protocol: 'TCP' },
      { port: 53, protocol: 'UDP' },
    ];
    expect(() => threeWayPatch(NOTHING, withPorts(tcp, WEB, udp), withPorts({ port: 9 }))).toThrow(PatchRefused);
  });

  test('with the same service port are paired one after the other', () => {
    const tcp = { port: 53, protocol: 'TCP', nodePort: 30001 };
    const udp = { port: 53, protocol: 'UDP', nodePort: 30002 };
    expect(threeWayPatch(NOTHING, withPorts(tcp, udp), withPorts(tcp, udp))).toEqual({ scalars: {} });
    expect(threeWayPatch(NOTHING, withPorts(tcp, { ...udp, nodePort: 30003 }), withPorts(tcp, udp))).toEqual({
      scalars: {},
      ports: [{ port: 53, nodePort: 30003 }],
      order: [{ port: 53 }, { port: 53 }],
    });
  });
});
