import { FieldManager } from '../../../lib/core/live/field-managers';
import { ApplyConflict } from '../../../lib/core/merge/apply-conflict';
import { handedOver, serverSideApply } from '../../../lib/core/merge/server-side-apply';
import { Fields, ServiceFields } from '../../../lib/core/service/service-fields';
import { fieldsWith, managerOf, managersInShort } from '../../support/live-services';

const WEB: Fields = { port: 80, nodePort: 30001 };
const WEB_PATHS = ['80/TCP', '80/TCP.port', '80/TCP.nodePort'];

/** An apply by `kubectl`, in short. */
function apply(live: ServiceFields, config: ServiceFields, managers: readonly FieldManager[], more: object = {}) {
  const applied = serverSideApply({ live, config, managers, manager: 'kubectl', ...more });
  return { fields: applied.fields, managers: managersInShort(applied.managers) };
}

test('a manager owns everything that it applies, and others keep what they own with the same values', () => {
  const live = fieldsWith([WEB]);
  expect(apply(live, live, [managerOf('helm', 'Update', ['type'])])).toEqual({
    fields: live,
    managers: ['helm Update: type', `kubectl Apply: type ${WEB_PATHS.join(' ')}`],
  });
});

describe('a null of a configuration', () => {
  const cleared = fieldsWith([{ port: 80, nodePort: null }]);

  test('belongs to its manager, and the object lacks the field', () => {
    expect(apply({ scalars: {} }, { scalars: { type: 'NodePort', clusterIP: null } }, [])).toEqual({
      fields: { scalars: { type: 'NodePort' }, ports: undefined },
      managers: ['kubectl Apply: type clusterIP'],
    });
  });

  test('is in conflict with the owner of a number', () => {
    expect(() => apply(fieldsWith([WEB]), cleared, [managerOf('helm', 'Update', WEB_PATHS)])).toThrow(
      'Apply failed with 1 conflict: conflict with "helm" using v1: .spec.ports[port=80,protocol="TCP"].nodePort',
    );
  });

  test('takes the field over by force', () => {
    const applied = apply(fieldsWith([WEB]), cleared, [managerOf('helm', 'Update', ['80/TCP.nodePort'])], {
      forcesConflicts: true,
    });
    expect(applied.fields.ports).toEqual([{ port: 80 }]);
    expect(applied.managers).toEqual([`kubectl Apply: type ${WEB_PATHS.join(' ')}`]);
  });

  test('is in conflict with nobody if the field is a pick of the API server', () => {
    expect(apply(fieldsWith([WEB]), cleared, [managerOf('helm', 'Update', ['80/TCP.port'])]).fields.ports).toEqual([
      { port: 80 },
    ]);
  });
});

test('a manager keeps the annotation of kubectl apply that it owned', () => {
  expect(apply({ scalars: {} }, { scalars: {} }, [managerOf('kubectl', 'Apply', ['type'], true)]).managers).toEqual([
    'kubectl Apply*: ',
  ]);
});

describe('what a manager applied last time but not now', () => {
  const last = managerOf('kubectl', 'Apply', ['type', 'clusterIP', ...WEB_PATHS]);
  const live = fieldsWith([WEB, { port: 81 }], { clusterIP: 'None' });

  test('is removed, and what it never applied stays', () => {
    expect(apply(live, { scalars: { type: 'NodePort' } }, [last])).toEqual({
      fields: { scalars: { type: 'NodePort' }, ports: undefined },
      managers: ['kubectl Apply: type'],
    });
    const other = managerOf('helm', 'Update', ['81/TCP', '81/TCP.port']);
    expect(apply(live, { scalars: { type: 'NodePort' } }, [last, other]).fields).toEqual({
      scalars: { type: 'NodePort' },
      ports: [{ port: 81 }],
    });
  });

  test('stays if somebody else owns it too', () => {
    const other = managerOf('helm', 'Update', ['clusterIP', ...WEB_PATHS]);
    expect(apply(live, { scalars: { type: 'NodePort' } }, [last, other]).fields).toEqual(live);
  });

  test('is removed from an entry that stays', () => {
    const applied = apply(fieldsWith([{ ...WEB, name: 'web' }]), fieldsWith([{ port: 80 }]), [last]);
    expect(applied.fields.ports).toEqual([{ port: 80, name: 'web' }]);
  });

  test('does not include ports if it applied none', () => {
    const scalarsOnly = managerOf('kubectl', 'Apply', ['type', 'clusterIP']);
    expect(apply(live, { scalars: {} }, [scalarsOnly]).fields).toEqual({ scalars: {}, ports: live.ports });
  });

  test('leaves a Service without ports as it is', () => {
    expect(apply({ scalars: {} }, { scalars: {} }, [last]).fields).toEqual({ scalars: {}, ports: undefined });
    const scalarsOnly = managerOf('kubectl', 'Apply', ['type']);
    expect(apply({ scalars: {}, ports: [] }, { scalars: {} }, [scalarsOnly]).fields.ports).toBeUndefined();
  });
});

describe('a field that somebody else owns', () => {
  const live = fieldsWith([WEB]);
  const moved = fieldsWith([{ port: 80, nodePort: 30002 }]);
  const helm = managerOf('helm', 'Update', ['type', '80/TCP.nodePort']);

  test('cannot be changed', () => {
    expect(() => apply(live, moved, [helm])).toThrow(
      'Apply failed with 1 conflict: conflict with "helm" using v1: .spec.ports[port=80,protocol="TCP"].nodePort',
    );
  });

  test('can be taken over by force, and then belongs to the new owner alone', () => {
    expect(apply(live, moved, [helm], { forcesConflicts: true }).managers).toEqual([
      'helm Update: type',
      `kubectl Apply: type ${WEB_PATHS.join(' ')}`,
    ]);
  });

  test('can be changed if its owner does not own that field', () => {
    expect(apply(live, moved, [managerOf('helm', 'Update', ['type'])]).fields.ports).toEqual(moved.ports);
  });

  test('is never in conflict with what the manager itself applied', () => {
    expect(apply(live, moved, [managerOf('kubectl', 'Apply', WEB_PATHS)]).fields.ports).toEqual(moved.ports);
  });

  test('is listed under its owner, fields of the spec before those of ports', () => {
    const other = managerOf('other', 'Apply', ['80/TCP.nodePort', 'type', 'clusterIP']);
    expect(() =>
      apply(live, fieldsWith(moved.ports, { type: 'LoadBalancer', clusterIP: 'None' }), [other, helm]),
    ).toThrow(
      [
        'Apply failed with 5 conflicts: conflicts with "other":',
        '- .spec.clusterIP',
        '- .spec.type',
        '- .spec.ports[port=80,protocol="TCP"].nodePort',
        'conflicts with "helm" using v1:',
        '- .spec.type',
        '- .spec.ports[port=80,protocol="TCP"].nodePort',
      ].join('\n'),
    );
  });
});

test('conflicts over entries come before those over their fields, and lower ports before higher ones', () => {
  const paths = ['443/TCP.name', '443/TCP', '53/UDP.name', '443/null'];
  const config = fieldsWith([
    { port: 443, name: 'web' },
    { port: 53, protocol: 'UDP', name: 'dns' },
    { port: 443, protocol: null },
  ]);
  expect(() => apply(fieldsWith([]), config, [managerOf('helm', 'Update', paths)])).toThrow(
    [
      'Apply failed with 4 conflicts: conflicts with "helm" using v1:',
      '- .spec.ports[port=443,protocol="TCP"]',
      '- .spec.ports[port=443,protocol=null]',
      '- .spec.ports[port=53,protocol="UDP"].name',
      '- .spec.ports[port=443,protocol="TCP"].name',
    ].join('\n'),
  );
});

describe('a field that is still as kubectl apply wrote it', () => {
  const live = fieldsWith([WEB]);
  const moved = fieldsWith([{ port: 80, nodePort: 30002 }]);
  const clientSide = managerOf('kubectl-client-side-apply', 'Update', WEB_PATHS, true);

  test('can be taken over by kubectl without a conflict', () => {
    expect(apply(live, moved, [clientSide], { lastApplied: live }).fields.ports).toEqual(moved.ports);
  });

  test.each<[string, object]>([
    ['another manager', { lastApplied: live, manager: 'helm' }],
    ['a Service without the annotation', {}],
    ['a field that has changed since', { lastApplied: fieldsWith([{ port: 80, nodePort: 30009 }]) }],
    ['a field that the annotation lacks', { lastApplied: fieldsWith([{ port: 80 }]) }],
    ['a field that it wrote as null', { lastApplied: fieldsWith([{ port: 80, nodePort: null }]) }],
  ])('cannot be taken over by or in %s', (_, more) => {
    expect(() => apply(live, moved, [clientSide], more)).toThrow(ApplyConflict);
  });

  test('cannot be taken over if it is missing from the live object', () => {
    const bare = fieldsWith([{ port: 80 }]);
    expect(() => apply(bare, moved, [clientSide], { lastApplied: live })).toThrow(ApplyConflict);
    const others = managerOf('kubectl-client-side-apply', 'Update', ['81/TCP'], true);
    expect(() => apply(bare, fieldsWith([{ port: 81 }]), [others], { lastApplied: fieldsWith([]) })).toThrow(
      ApplyConflict,
    );
  });
});

describe('after the first server-side apply of kubectl', () => {
  test('there is nothing to hand over if no client owns the annotation', () => {
    const managers = [managerOf('a', 'Update', ['type']), managerOf('b', 'Apply', ['type'], true)];
    expect(handedOver(managers, 'kubectl')).toBeUndefined();
  });

  test('it owns what the clients of kubectl apply owned, and they are gone', () => {
    const managers = [
      managerOf('kubectl-client-side-apply', 'Update', ['type'], true),
      managerOf('kubectl', 'Apply', ['clusterIP'], true),
      managerOf('helm', 'Update', ['externalName']),
    ];
    expect(managersInShort(handedOver(managers, 'kubectl'))).toEqual([
      'helm Update: externalName',
      'kubectl Apply*: clusterIP type',
    ]);
  });

  test('it may own nothing before', () => {
    const managers = [managerOf('kubectl-client-side-apply', 'Update', ['type'], true)];
    expect(managersInShort(handedOver(managers, 'kubectl'))).toEqual(['kubectl Apply: type']);
  });
});
