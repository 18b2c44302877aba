import { cli, filesIn } from '../../support/cli';

/** Shapes in which people write manifests, next to files that are none. */
const FILES = {
  // Lists that are not indented, a license in front, comments between, type at the end.
  'samples/httpbin.yaml':
    '# A license.\n#\n##########\napiVersion: v1\nkind: Service\nmetadata:\n  name: httpbin\nspec:\n  ports:\n  - ' +
    'name: http\n    port: 8000 # inside\n    # nodePort: 30001\n    nodePort: 30002\n  type: NodePort\n\n\n',
  // Kind before version, several objects without a marker at the top.
  'samples/vtctld.yaml':
    'kind: Service\napiVersion: v1\nmetadata:\n  name: vtctld\nspec:\n  ports:\n    - port: 15000\n      name: ' +
    'web\n      nodePort: 30002\n  type: NodePort\n---\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  ' +
    'name: vtctld\n',
  // A load balancer that leaves everything to the cluster.
  'samples/nfs.yaml':
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: nfs\nspec:\n  ports:\n    - name: nfs\n      port: 2049\n  ' +
    'type: LoadBalancer\n  externalTrafficPolicy: Local\n',
  // Not Kubernetes' own Service.
  'samples/knative.yaml':
    'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata:\n  name: hello\nspec:\n  ports:\n    - ' +
    'nodePort: 30002\n',
  // A chart that is not rendered.
  'chart/Chart.yaml': 'apiVersion: v2\nname: chart\nversion: 1.0.0\n',
  'chart/values.yaml':
    'controller:\n  kind: DaemonSet\n  service:\n    type: NodePort\n    nodePorts:\n      http: 30002\n',
  'chart/templates/_helpers.tpl': '{{- define "chart.name" -}}x{{- end -}}\n',
  'chart/templates/service.yaml':
    '{{- if .Values.controller.service.enabled }}\napiVersion: v1\nkind: Service\nmetadata:\n  name: {{ include ' +
    '"chart.name" . }}\n  labels:\n    {{- include "chart.labels" . | nindent 4 }}\nspec:\n  type: {{ ' +
    '.Values.controller.service.type }}\n{{- end }}\n',
  'chart/templates/deployment.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ include "chart.name" . }}\n',
};

test('in a real folder, manifests are read and templates are reported', async () => {
  const { code, stdout, stderr } = await cli(['check', '.'], { cwd: filesIn(FILES) });
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr:
      'cdk8s-nodeport: warning: chart/templates/service.yaml:1:1: it is a template that has to be ' +
      'rendered first, so it was skipped. Check what it renders: helm template CHART | cdk8s-nodeport check -.\n',
  });
  expect(stdout.trim().split('\n')).toEqual([
    expect.stringMatching(
      /^samples\/vtctld\.yaml:9:17: error: .* already claimed by samples\/httpbin\.yaml:13:15 .*\(port-taken\)$/,
    ),
    '3 Services in 8 files: 1 error, 0 warnings.',
  ]);
});
