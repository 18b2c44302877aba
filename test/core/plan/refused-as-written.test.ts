import { ApplyTool, Way } from '../../../lib/core/merge/apply-tools';
import { desiredService } from '../../../lib/core/plan/desired-service';
import { refusedAsWritten } from '../../../lib/core/plan/refused-as-written';
import { claimsOf } from '../../../lib/core/service/service-claims';

/** The refusal of a manifest whose other fields are fine. */
function refused(metadata: object, ports: object, { tool = ApplyTool.KUBECTL, ...way }: Partial<Way> = {}) {
  const manifest = { apiVersion: 'v1', kind: 'Service', metadata, spec: { type: 'NodePort', ports: [ports] } };
  const claims = claimsOf(manifest, { cluster: 'prod', path: 'a.yaml', demandsStatic: false, keepsFields: true });
  return refusedAsWritten(desiredService(claims, 0), { tool, ...way });
}

const TOOLS = Object.values(ApplyTool);
const A = { name: 'a' };
const WEB = { port: 80, nodePort: 30001 };

test.each(TOOLS)('nothing is wrong with a plain manifest: %s', (tool) => {
  expect(refused(A, WEB, { tool })).toBeUndefined();
});

test.each([
  [ApplyTool.KUBECTL, 'from a-: cannot use generate name with apply'],
  [ApplyTool.SERVER_SIDE, 'from a-: cannot use generate name with apply'],
  [ApplyTool.HELM, 'resource name may not be empty'],
  [ApplyTool.REPLACE, 'resource name may not be empty'],
])('a Service that the API server is to name is refused by the tool: %s', (tool, error) => {
  expect(refused({ generateName: 'a-' }, WEB, { tool })).toEqual({ status: 0, by: tool, error });
});

test.each(TOOLS)('a Service without a name is refused by the tool: %s', (tool) => {
  expect(refused({}, WEB, { tool })).toEqual({ status: 0, by: tool, error: 'resource name may not be empty' });
});

test.each([
  [
    { port: 80, nodePort: '30001' },
    '"30001" is not a node port; the API server accepts only whole numbers',
    'not-a-port',
  ],
  [
    { port: '80' },
    'spec.ports[0].port is the text "80", but the API server accepts only a whole number',
    'value-undecodable',
  ],
])('a value that cannot be decoded is refused: %j', (ports, error, code) => {
  expect(refused(A, ports)).toEqual({ status: 400, error, code });
});

describe('a field that does not exist', () => {
  const ports = { port: 80, nodeport: 30001, Name: 'web' };
  const refusal = {
    status: 400,
    error: 'strict decoding error: unknown field "spec.ports[0].nodeport", unknown field "spec.ports[0].Name"',
    code: 'field-misspelt',
  };

  test.each<Partial<Way>>([
    { tool: ApplyTool.KUBECTL },
    { tool: ApplyTool.SERVER_SIDE },
    { tool: ApplyTool.REPLACE },
    { tool: ApplyTool.HELM, isServerSide: true },
  ])('is refused: %j', (way) => {
    expect(refused(A, ports, way)).toEqual(refusal);
  });

  test('is dropped by Helm 3', () => {
    expect(refused(A, ports, { tool: ApplyTool.HELM })).toBeUndefined();
  });
});

test('a value that its field does not accept is refused', () => {
  expect(refused(A, { port: 80, protocol: 'tcp' })).toMatchObject({ status: 422, code: 'value-unsupported' });
});
