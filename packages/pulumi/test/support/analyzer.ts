import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as grpc from '@grpc/grpc-js';
import { AnalyzerClient } from '@pulumi/pulumi/proto/analyzer_grpc_pb';
import * as proto from '@pulumi/pulumi/proto/analyzer_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { Struct } from 'google-protobuf/google/protobuf/struct_pb';

const PACKAGE = join(__dirname, '..', '..');

/** What runs TypeScript that imports the package by its name. */
export const TSX = join(PACKAGE, '..', '..', 'node_modules', '.bin', 'tsx');
export const TSCONFIG = join(PACKAGE, 'tsconfig.json');

/** What the engine sends in place of a number that is not known during a preview. */
export const UNKNOWN_NUMBER = '3eeb2bf0-c639-47a8-9e75-3b44932eb421';
/** And in place of a text. */
export const UNKNOWN_TEXT = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
/** And in place of a list. */
export const UNKNOWN_LIST = '6a19a0b0-7e62-4c92-b797-7f8e31da9cc2';
/** And in place of a map. */
export const UNKNOWN_MAP = 'dd056dcd-154b-4c76-9bd3-c8f88648b5ff';

/** A secret, as the engine sends it. */
export function secret(value: unknown): object {
  return { '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270', value };
}

/** A resource as the engine sends it. */
export interface SentResource {
  readonly name: string;
  readonly type?: string;
  readonly props: object;
  readonly provider?: { readonly name: string; readonly props?: object };
}

/** What a policy reported. */
export interface Reported {
  readonly policy: string;
  readonly level: 'advisory' | 'mandatory';
  readonly urn: string;
  readonly message: string;
}

const SERVICE = 'kubernetes:core/v1:Service';
const LEVELS = { 0: 'advisory', 1: 'mandatory' } as const;

/** The URN of a resource of the tests. */
export function urnOf(name: string, type = SERVICE): string {
  return `urn:pulumi:dev::shop::${type}::${name}`;
}

/** A policy pack that runs in a process of its own, and is asked over gRPC as the engine asks it. */
export class Analyzer {
  /** Starts a pack in a folder, with a set of policies for each cluster. */
  public static async start(folder: string, ...clusters: object[]): Promise<Analyzer> {
    return Analyzer.run(folder, join(__dirname, 'pack.ts'), { NODE_PORT_CLUSTERS: JSON.stringify(clusters) });
  }

  /** Starts the pack of a script in a folder. */
  public static async run(folder: string, script: string, env: NodeJS.ProcessEnv = {}): Promise<Analyzer> {
    writeFileSync(join(folder, 'package.json'), '{ "name": "node-ports", "version": "1.0.0" }');
    const child = spawn(TSX, ['--tsconfig', TSCONFIG, script], {
      cwd: folder,
      env: { ...process.env, CI: '', ...env },
    });
    const port = await portOf(child);
    return new Analyzer(child, new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure()));
  }

  private constructor(
    private readonly child: ChildProcess,
    private readonly client: AnalyzerClient,
  ) {}

  /** The properties after all remediations; undefined if there was none. */
  public async remediate(resource: SentResource): Promise<Record<string, any> | undefined> {
    const response = await call<proto.RemediateResponse>((done) =>
      this.client.remediate(fill(new proto.AnalyzeRequest(), resource), done),
    );
    const all = response.getRemediationsList();
    return all[all.length - 1]?.getProperties()?.toJavaScript();
  }

  /** What the policies report about one resource. */
  public async analyze(resource: SentResource): Promise<Reported[]> {
    const response = await call<proto.AnalyzeResponse>((done) =>
      this.client.analyze(fill(new proto.AnalyzeRequest(), resource), done),
    );
    return reportedIn(response);
  }

  /** What the policies report about a whole stack. */
  public async analyzeStack(resources: readonly SentResource[]): Promise<Reported[]> {
    const request = new proto.AnalyzeStackRequest();
    request.setResourcesList(resources.map((resource) => fill(new proto.AnalyzerResource(), resource)));
    return reportedIn(await call<proto.AnalyzeResponse>((done) => this.client.analyzeStack(request, done)));
  }

  /** A whole preview: every resource is remediated and analyzed, and then the stack is. */
  public async preview(
    resources: readonly SentResource[],
  ): Promise<{ props: Record<string, any>[]; reported: Reported[] }> {
    const reported: Reported[] = [];
    const done: SentResource[] = [];
    for (const resource of resources) {
      const props = (await this.remediate(resource)) ?? resource.props;
      done.push({ ...resource, props });
      reported.push(...(await this.analyze({ ...resource, props })));
    }
    reported.push(...(await this.analyzeStack(done)));
    return { props: done.map(({ props }) => props), reported };
  }

  /** The policies of the pack, by name. */
  public async policies(): Promise<string[]> {
    const info = await call<proto.AnalyzerInfo>((done) => this.client.getAnalyzerInfo(new Empty(), done));
    return info.getPoliciesList().map((policy) => policy.getName());
  }

  /** Ends the process of the pack. */
  public stop(): void {
    this.client.close();
    this.child.kill();
  }
}

/** The port that a pack prints once it listens. */
function portOf({ stdout, stderr }: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let printed = '';
    stderr?.on('data', (chunk) => (printed += chunk));
    stdout?.on('data', (chunk) => resolve(Number(String(chunk))));
    stdout?.on('end', () => reject(new Error(printed)));
  });
}

function call<T>(start: (done: (error: grpc.ServiceError | null, response: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    start((error, response) => (error ? reject(error) : resolve(response)));
  });
}

function fill<T extends proto.AnalyzeRequest | proto.AnalyzerResource>(
  message: T,
  { name, type = SERVICE, props, provider }: SentResource,
): T {
  message.setName(name);
  message.setType(type);
  message.setUrn(urnOf(name, type));
  message.setProperties(Struct.fromJavaScript(props as Record<string, never>));
  message.setOptions(new proto.AnalyzerResourceOptions());
  if (provider) {
    const sent = new proto.AnalyzerProviderResource();
    sent.setName(provider.name);
    sent.setProperties(Struct.fromJavaScript((provider.props ?? {}) as Record<string, never>));
    message.setProvider(sent);
  }
  return message;
}

function reportedIn(response: proto.AnalyzeResponse): Reported[] {
  return response.getDiagnosticsList().map((each) => ({
    policy: each.getPolicyname(),
    level: LEVELS[each.getEnforcementlevel() as 0 | 1],
    urn: each.getUrn(),
    message: each.getMessage(),
  }));
}
