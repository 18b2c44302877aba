import { RawDocument } from './document-splitter';
import { jsonValues, yamlValues } from './document-values';
import { DocumentContent, FoundService, foundService } from './found-service';
import { mayHoldPorts } from './port-keys';
import {
  KeepOfItem,
  OPENSHIFT_TEMPLATE,
  isServiceNode,
  keepServices,
  keeperOfPorts,
  objectNodes,
} from './service-nodes';
import { mayHoldService, mayHoldServiceBytes } from './service-scan';
import { dependsOnParameters, isUnrendered, looksLikeTemplate } from './templates';
import { TextPlaces } from './text-places';
import { MapNode, YamlNode } from './tree/node';
import { Unfolding } from './tree/unfolding';
import { PassesLimit, YamlFault } from './tree/yaml-fault';
import { writtenPorts } from './written-ports';
import { Severity } from '../../core/findings/finding-kind';
import { Problem } from '../../core/findings/problem';
import { LIMITS } from '../../core/limits';
import { WrittenPort } from '../../core/service/resource-claims';
import { readManifest } from '../../core/service/service-manifest';

/** How to read documents. */
export interface DocumentReading {
  /** Whether to skip documents that cannot contain a Service, which is the default; their objects stay unknown. */
  readonly scansFirst?: boolean;
  /** Whether this is rendered output, so that nothing in it is a template, whatever it looks like. */
  readonly isRendered?: boolean;
}

const NO_TEMPLATE = { isTemplate: false, hasParameters: false };
const NOTHING: DocumentContent = { services: [], problems: [], ports: [], objects: [], ...NO_TEMPLATE };
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** A byte order mark, also after a document marker, where files were concatenated. */
const BYTE_ORDER_MARK = /^(---[^\n]*\n)?\ufeff/;

/** Reads the Services of one document of a file. */
export function readDocument(
  file: string,
  { bytes, line }: RawDocument,
  reading: DocumentReading = {},
): DocumentContent {
  const { scansFirst = true, isRendered = false } = reading;
  if (scansFirst && !mayHoldServiceBytes(bytes)) return mayHoldPorts(bytes) ? readPorts(file, bytes, line) : NOTHING;
  const text = decode(bytes);
  if (text === undefined) {
    return { ...NOTHING, problems: [problem(`${file}:${line}:1`, 'it is not UTF-8 text', 'Save it as UTF-8')] };
  }
  if (scansFirst && !mayHoldService(text)) return mayHoldPorts(bytes) ? readPorts(file, bytes, line) : NOTHING;
  return new DocumentReader(text, new TextPlaces(file, text, line), { isRendered }).read();
}

/** Reads a document without Services for its other ports; other faults in it are not reported. */
function readPorts(file: string, bytes: Buffer, line: number): DocumentContent {
  const text = decode(bytes);
  if (text === undefined) return NOTHING;
  const { ports } = new DocumentReader(text, new TextPlaces(file, text, line), { isRendered: true }).read();
  return { ...NOTHING, ports };
}

function decode(bytes: Buffer): string | undefined {
  try {
    return UTF8.decode(bytes).replace(BYTE_ORDER_MARK, '$1');
  } catch {
    return undefined;
  }
}

/** Reads one text: JSON or a YAML document; a text with several documents is read to its end. */
class DocumentReader {
  private readonly services: FoundService[] = [];
  private readonly problems: Problem[] = [];
  private readonly objects: string[] = [];
  private readonly ports: WrittenPort[] = [];
  private readonly unfolding: Unfolding;
  private isTemplate = false;
  private hasParameters = false;
  private readonly mayHoldPorts: boolean;
  private isRendered: boolean;

  constructor(
    private readonly text: string,
    private readonly places: TextPlaces,
    { isRendered }: Required<Pick<DocumentReading, 'isRendered'>>,
  ) {
    this.isRendered = isRendered;
    this.unfolding = new Unfolding(text.length);
    this.mayHoldPorts = mayHoldPorts(text);
  }

  /** The readable contents. A fault is reported as a problem and ends the reading. */
  public read(): DocumentContent {
    try {
      for (const root of this.roots()) this.add(root);
    } catch (error) {
      if (!(error instanceof YamlFault)) throw error;
      this.noteFault(error);
    }
    this.noteRepeatedKey();
    const { services, problems, ports, objects, isTemplate, hasParameters } = this;
    return { services, problems, ports, objects, isTemplate, hasParameters };
  }

  private *roots(): Generator<YamlNode> {
    const keep: KeepOfItem = this.mayHoldPorts ? keeperOfPorts() : keepServices;
    const values = jsonValues(this.text, keep);
    // Templates are not written in JSON.
    this.isRendered ||= values !== undefined;
    yield* values ?? yamlValues(this.text, keep);
  }

  private add(root: YamlNode): void {
    const { unfolding, places } = this;
    const name = this.nameOf(root);
    const isOpenShift = unfolding.textOf(root, 'kind') === OPENSHIFT_TEMPLATE;
    this.objects.push(name);
    for (const object of objectNodes(root, unfolding)) {
      if (isServiceNode(object)) this.addService(object.node, name, { isOpenShift });
      else if (this.mayHoldPorts) this.ports.push(...writtenPorts(object, unfolding, (at) => places.at(at)));
    }
  }

  private addService(node: MapNode, name: string, { isOpenShift }: { readonly isOpenShift: boolean }): void {
    const { unfolding, places } = this;
    this.requireFewPorts(node);
    const service = foundService(node, name, unfolding, (at) => places.at(at));
    if (isOpenShift && dependsOnParameters(service)) this.hasParameters = true;
    else if (!this.isRendered && isUnrendered(service)) this.isTemplate = true;
    else this.services.push(service);
  }

  private requireFewPorts(service: YamlNode): void {
    const { unfolding } = this;
    const ports = unfolding.fieldOf(unfolding.fieldOf(service, 'spec'), 'ports');
    if (ports?.kind !== 'list' || ports.items.length <= LIMITS.portsOfService) return;
    throw new PassesLimit(`its Service has more than ${LIMITS.portsOfService} ports`, ports.at);
  }

  private nameOf(root: YamlNode): string {
    const metadata = this.unfolding.fieldOf(root, 'metadata');
    const [name, generateName] = ['name', 'generateName'].map((key) => this.unfolding.textOf(metadata, key));
    return readManifest({ metadata: { name, generateName } }).name;
  }

  private noteFault(fault: YamlFault): void {
    const path = this.places.at(fault.at);
    const { message } = fault;
    if (fault instanceof PassesLimit) {
      this.problems.push(
        problem(path, `it is too complex to check: ${message}`, 'Simplify it, or split it into several documents'),
      );
    } else if (!this.isRendered && looksLikeTemplate(this.text, fault.at)) {
      this.isTemplate = true;
    } else if (mayBeObject(this.text)) {
      this.problems.push(
        problem(path, `kubectl cannot read this YAML, so it was not checked: ${message}`, 'Fix this line'),
      );
    }
  }

  /** kubectl silently uses the last one; so does this reader, but it reports it. */
  private noteRepeatedKey(): void {
    const { repeated } = this.unfolding;
    if (repeated === undefined || this.services.length === 0) return;
    const what = `the key ${JSON.stringify(String(repeated.value))} is repeated, and only its last value counts`;
    this.problems.push({
      severity: Severity.WARNING,
      path: this.places.at(repeated.at),
      what,
      wayOut: 'Remove all but one',
      isRead: true,
    });
  }
}

/** Whether an unreadable text may be a manifest: it mentions an `apiVersion` or a `kind`. */
function mayBeObject(text: string): boolean {
  return /apiVersion|\bkind\b/.test(text);
}

function problem(path: string, what: string, wayOut: string): Problem {
  return { severity: Severity.ERROR, path, what, wayOut };
}
