import { Document, YAMLMap, YAMLSeq, isMap, isSeq, visit } from 'yaml';
import { SNAPSHOT_VERSION } from './snapshot-reader';
import { FieldManager } from '../../core/live/field-managers';
import { ReadRelease, isSameRelease, releaseKey } from '../../core/live/helm-release';
import { LiveService, keyOf } from '../../core/live/live-service';
import { ServicePortState, isHeadless } from '../../core/live/service-state';
import { Snapshot } from '../../core/live/snapshot';
import { ServiceFields } from '../../core/service/service-fields';

const HEADER = [
  ' What a cluster held: the Services that have node ports or may get some, and what decides how a new manifest ' +
    'is merged into each.',
  ' Written by cdk8s-nodeport snapshot; take a new one rather than editing it.',
  ' applied is what kubectl apply wrote last, managers who owns which fields, release the Helm release that owns ' +
    'the Service, released what its last manifest contains.',
].join('\n');

/** The text of a snapshot file: the same for the same state, whatever the input order. */
export function printSnapshot({ cluster, portRange, services, releases }: Snapshot): string {
  const document = new Document({
    version: SNAPSHOT_VERSION,
    cluster,
    portRange: portRange.toString(),
    ...(releases ? { releases: releases.map(releaseLine) } : {}),
    services: services.map(serviceLines),
  });
  document.commentBefore = HEADER;
  visit(document, {
    Map: (_, node, path) => drawTogether(node, path[path.length - 1]),
    Seq: (_, node) => drawEmpty(node),
  });
  return document.toString({ lineWidth: 0 });
}

/** Each list entry is one line, so that one change is one line of a diff; only a Service takes several lines. */
function drawTogether(node: YAMLMap, parent: unknown): void {
  if (isSeq(parent) && !node.has('service')) node.flow = true;
}

function drawEmpty(node: YAMLSeq): void {
  if (node.items.length > 0 && !node.items.some(isMap)) node.flow = true;
}

function serviceLines(service: LiveService): object {
  const { state, applied, managers, release, released, isKept } = service;
  const { type, externalName, externalTrafficPolicy: policy, healthCheckNodePort, allocates, ports } = state;
  return {
    service: keyOf(service),
    type,
    ...(isHeadless(state) ? { headless: true } : {}),
    ...(externalName === '' ? {} : { externalName }),
    ...(policy === '' || policy === 'Cluster' ? {} : { externalTrafficPolicy: policy }),
    ...(healthCheckNodePort === 0 ? {} : { healthCheckNodePort }),
    ...(allocates === undefined || (allocates && type === 'LoadBalancer')
      ? {}
      : { allocateLoadBalancerNodePorts: allocates }),
    ports: ports.map(portLine),
    ...(applied ? { applied: fieldLines(applied) } : {}),
    ...(release ? { release: releaseKey(release) } : {}),
    ...(isKept ? { keep: true } : {}),
    ...(released?.fields ? { released: fieldLines(released.fields) } : {}),
    ...(released?.fields && !isSameRelease(released.release, release)
      ? { releasedBy: releaseKey(released.release) }
      : {}),
    ...(managers ? { managers: managers.map(managerLine) } : {}),
  };
}

function portLine({ name, port, protocol, nodePort, targetPort, appProtocol }: ServicePortState): object {
  return {
    ...(name === '' ? {} : { name }),
    port,
    protocol,
    ...(nodePort === 0 ? {} : { nodePort }),
    ...(targetPort === port ? {} : { targetPort }),
    ...(appProtocol === undefined ? {} : { appProtocol }),
  };
}

function fieldLines({ scalars, ports }: ServiceFields): object {
  return { ...scalars, ...(ports ? { ports } : {}) };
}

function managerLine({ name, operation, fields, ownsLastApplied }: FieldManager): object {
  return { name, operation, ...(ownsLastApplied ? { ownsLastApplied } : {}), fields: [...fields].sort() };
}

function releaseLine(release: ReadRelease): object {
  return { release: releaseKey(release), ...(release.isServerSide ? { serverSide: true } : {}) };
}
