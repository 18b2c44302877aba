import { ApiObject, App, Chart, DependencyGraph, Names, YamlOutputType } from 'cdk8s';
import { recordsConstructs } from './cdk8s-internals';
import { mayHoldServices } from './synthesized-services';
import { isService, unfoldList } from '../../core/service/manifest-objects';
import { readManifest } from '../../core/service/service-manifest';
import { ServiceConstruct, writeServiceConstructs } from '../../io/cdk8s/service-constructs';

const FILE_PER_OBJECT: ReadonlySet<YamlOutputType> = new Set([
  YamlOutputType.FILE_PER_RESOURCE,
  YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
]);

/**
 * Records the construct of each Service in the place where cdk8s keeps its own record, which stores only one construct
 * per name.
 */
export function recordConstructs(app: App): void {
  if (recordsConstructs(app)) writeServiceConstructs(app.outdir, emittedServices(app));
}

/**
 * The Services of an app in the order in which cdk8s emitted them, except those whose file was overwritten by another.
 */
function emittedServices(app: App): ServiceConstruct[] {
  const { charts } = app;
  const isIndexed = hasDependentCharts(charts);
  const isFilePerObject = FILE_PER_OBJECT.has(app.yamlOutputType);
  const files = new Map<string, ServiceConstruct[]>();
  charts.forEach((chart, index) => {
    const chartName = `${isIndexed ? `${String(index).padStart(4, '0')}-` : ''}${Names.toDnsLabel(chart)}`;
    for (const object of objectsOf(chart)) {
      const manifest: unknown = object.toJson();
      const file = fileOf(app, chartName, object, manifest);
      if (isFilePerObject || !files.has(file)) files.set(file, []);
      for (const service of unfoldList(manifest).filter(isService)) {
        const { namespace, name } = readManifest(service);
        files.get(file)?.push({ namespace, name, file, path: object.node.path });
      }
    }
  });
  return [...files.values()].flat();
}

/** The objects of a chart that may hold a Service, in the order of cdk8s. */
function objectsOf(chart: Chart): ApiObject[] {
  return new DependencyGraph(chart.node)
    .topology()
    .filter((each): each is ApiObject => ApiObject.isApiObject(each))
    .filter((object) => Chart.of(object) === chart && mayHoldServices(object));
}

/** Whether cdk8s numbers its files. After a synth, dependencies between charts are visible on the charts themselves. */
function hasDependentCharts(charts: readonly Chart[]): boolean {
  return charts.some((chart) => chart.node.dependencies.some((other) => Chart.isChart(other) && other !== chart));
}

/** The file to which cdk8s writes an object. */
function fileOf(
  { yamlOutputType, outputFileExtension }: App,
  chartName: string,
  object: ApiObject,
  manifest: unknown,
): string {
  switch (yamlOutputType) {
    case YamlOutputType.FILE_PER_APP:
      return `app${outputFileExtension}`;
    case YamlOutputType.FILE_PER_RESOURCE:
      return resourceFile(manifest as Resource) + outputFileExtension;
    case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE:
      return `${chartName}/${resourceFile(object)}${outputFileExtension}`;
    default:
      return chartName + outputFileExtension;
  }
}

interface Resource {
  readonly kind: string;
  readonly metadata?: { readonly name?: string };
}

function resourceFile({ kind, metadata }: Resource): string {
  return `${kind}.${metadata?.name}`.replace(/[^0-9a-zA-Z-_.]/g, '');
}
