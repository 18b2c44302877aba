import { DocumentSplitter, RawDocument } from './document-splitter';
import { FoundService } from './found-service';
import { DocumentReading, readDocument } from './manifest-document';
import { NotText, TextStream } from './text-stream';
import { Severity } from '../../core/findings/finding-kind';
import { Problem, STDIN } from '../../core/findings/problem';
import { LIMITS } from '../../core/limits';
import { WrittenPort } from '../../core/service/resource-claims';
import { fileOperand, shellWord } from '../../core/text/shell';

/** How a reader reports what it reads. */
export interface Reading extends DocumentReading {
  readonly onService: (service: FoundService, document: DocumentLines) => void;
  readonly onProblem: (problem: Problem) => void;
  /** Called with the host and node ports that objects other than Services name. */
  readonly onPort?: (port: WrittenPort) => void;
  /** Called with the name of each object of a document, Services or not; empty if unnamed. */
  readonly onObject?: (name: string) => void;
  /** Called after each file and each piece of a stream. */
  readonly onProgress?: (bytes: number) => void;
}

/** The lines of a document that contains a Service. */
interface DocumentLines {
  /** Counted from 1. */
  readonly first: number;
  /** How many Services it contains. */
  readonly count: number;
  /** Computed on demand; call it immediately. */
  readonly last: () => number;
}

const NEWLINE = 10;

function newlinesIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0 && at < bytes.length - 1; at = bytes.indexOf(NEWLINE, at + 1)) count++;
  return count;
}

/** One input, which comes in pieces from wherever it is. */
export class ManifestInput {
  private readonly text = new TextStream();
  private readonly splitter: DocumentSplitter;
  private template?: number;
  private parameters?: number;

  constructor(
    private readonly name: string,
    private readonly reading: Reading,
  ) {
    this.splitter = new DocumentSplitter(
      (document) => this.read(document),
      (line) => this.tooLarge(line),
    );
  }

  public push(bytes: Buffer): void {
    this.splitter.push(this.text.push(bytes));
    this.reading.onProgress?.(bytes.length);
  }

  public end(): void {
    const rest = this.text.end();
    if (rest.length > 0) this.splitter.push(rest);
    this.splitter.end();
    if (this.template !== undefined) {
      this.reading.onProblem({
        severity: Severity.WARNING,
        path: `${this.name}:${this.template}:1`,
        what: 'it is a template that has to be rendered first, so it was skipped',
        wayOut: 'Check what it renders: helm template CHART | cdk8s-nodeport check -',
        isTemplate: true,
      });
    }
    if (this.parameters === undefined) return;
    this.report(
      Severity.WARNING,
      `${this.name}:${this.parameters}:1`,
      'some Services of this Template depend on its parameters, so they were skipped',
      `Check what OpenShift makes of it: oc process --local -f ${this.operand()} | cdk8s-nodeport check -`,
    );
  }

  public fail(error: Error): void {
    if (error instanceof NotText) {
      this.report(Severity.ERROR, this.name, 'it is a binary file', 'Name manifests only');
    } else {
      this.report(
        Severity.ERROR,
        this.name,
        `it cannot be read: ${error.message}`,
        'Make it readable, or name only the files to check',
      );
    }
  }

  private operand(): string {
    return this.name === STDIN ? '-' : shellWord(fileOperand(this.name));
  }

  private read(document: RawDocument): void {
    const content = readDocument(this.name, document, this.reading);
    const { services, problems, ports, objects } = content;
    if (content.isTemplate) this.template ??= document.line;
    if (content.hasParameters) this.parameters ??= document.line;
    for (const name of objects) this.reading.onObject?.(name);
    for (const port of ports) this.reading.onPort?.(port);
    const lines = {
      first: document.line,
      count: services.length,
      last: () => document.line + newlinesIn(document.bytes),
    };
    for (const service of services) this.reading.onService(service, lines);
    for (const problem of problems) this.reading.onProblem(problem);
  }

  private tooLarge(line: number): void {
    this.report(
      Severity.ERROR,
      `${this.name}:${line}:1`,
      `a document is larger than ${LIMITS.documentBytes / 1024 / 1024} MiB`,
      'Split it, or keep only its Services, as kubectl get services -A -o json does',
    );
  }

  private report(severity: Severity, path: string, what: string, wayOut: string): void {
    this.reading.onProblem({ severity, path, what, wayOut });
  }
}
