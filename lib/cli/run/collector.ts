import { sortPorts } from './other-ports';
import { Severity } from '../../core/findings/finding-kind';
import { Problem, compareProblems, withTemplatesMerged } from '../../core/findings/problem';
import { HostPort } from '../../core/ledger/ledger';
import { Claim } from '../../core/service/claim';
import { PortField } from '../../core/service/port-fields';
import { WrittenPort } from '../../core/service/resource-claims';
import { ServiceClaims, ServiceOrigin, claimsOf } from '../../core/service/service-claims';
import { Reading } from '../../io/manifests/manifest-input';

/** Some lines of a file, from 1. */
export interface LineSpan {
  readonly first: number;
  readonly last: number;
}

/** Which cluster manifests are read for, and what they ask for. */
export interface CollectorOptions {
  readonly cluster: string;
  /** What a Service at a place demands; the default is nothing. */
  readonly demandsOf?: (manifest: unknown, path: string) => Pick<ServiceOrigin, 'demandsStatic' | 'wishes'>;
  /** Fields of custom resources that ask for node ports, in addition to the known ones. */
  readonly portFields?: readonly PortField[];
}

/** What manifests ask for besides their Services, and what is wrong with them. */
export interface Collected {
  /** The node ports that custom resources request. */
  readonly claims: readonly Claim[];
  /** The ports on which Pods listen on their node. */
  readonly hostPorts: readonly HostPort[];
  /** Sorted. */
  readonly problems: readonly Problem[];
}

/** Collects what a reader of manifests reports, wherever the manifests come from. */
export class Collector {
  public readonly services: ServiceClaims[] = [];
  /** The lines of the document of each Service that is alone in its document. */
  public readonly lines = new Map<ServiceClaims, LineSpan>();
  private readonly problems: Problem[] = [];
  private readonly written: WrittenPort[] = [];

  constructor(private readonly options: CollectorOptions) {}

  /** Where a reader reports to. */
  public get reading(): Reading {
    const { cluster, demandsOf = () => ({ demandsStatic: false }) } = this.options;
    return {
      onService: ({ manifest, path, placeOf }, { first, last, count }) => {
        const service = claimsOf(manifest, { cluster, path, placeOf, keepsFields: true, ...demandsOf(manifest, path) });
        this.services.push(service);
        if (count === 1) this.lines.set(service, { first, last: last() });
      },
      onProblem: (problem) => this.problems.push(problem),
      onPort: (port) => this.written.push(port),
    };
  }

  /**
   * The result, once everything is read.
   *
   * @param source what was read, for a warning that it contains no Services
   * @param problems further ones, of the source
   */
  public result(source: string, problems: readonly Problem[] = []): Collected {
    const { claims, hostPorts, notes } = sortPorts(this.written, this.options.cluster, this.options.portFields);
    const all = [...this.problems, ...problems, ...notes];
    if (this.services.length + claims.length + all.length === 0) all.push(nothingFound(source));
    return { claims, hostPorts, problems: withTemplatesMerged(all).sort(compareProblems) };
  }
}

/** A mistyped path or an empty text must not look like a clean cluster. */
function nothingFound(path: string): Problem {
  const wayOut = 'Name the files or folders of your manifests';
  return { severity: Severity.WARNING, path, what: 'it contains no Services', wayOut };
}
