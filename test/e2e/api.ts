import {
  ApiException,
  KubeConfig,
  KubernetesObject,
  KubernetesObjectApi,
  PatchStrategy,
} from '@kubernetes/client-node';

/** The API server's answer: the object, or the status of the refusal. */
export interface Answer {
  readonly code: number;
  readonly body: any;
}

/** A client that returns refusals like any other answer. */
export class Api {
  private readonly objects: KubernetesObjectApi;

  constructor(kubeConfig: string) {
    const config = new KubeConfig();
    config.loadFromString(kubeConfig);
    this.objects = KubernetesObjectApi.makeApiClient(config);
  }

  public async create(object: KubernetesObject): Promise<Answer> {
    return answerOf(this.objects.create(object));
  }

  public async read(object: KubernetesObject): Promise<Answer> {
    return answerOf(this.objects.read(object as Parameters<KubernetesObjectApi['read']>[0]));
  }

  /** PUT, as `kubectl replace` does it. */
  public async replace(object: KubernetesObject): Promise<Answer> {
    const { body } = await this.read(object);
    const metadata = { ...object.metadata, resourceVersion: body.metadata?.resourceVersion };
    return answerOf(this.objects.replace({ ...object, metadata }));
  }

  /** Server-side apply, as `kubectl apply --server-side` does it. */
  public async apply(object: KubernetesObject, options: { dryRun?: boolean } = {}): Promise<Answer> {
    return answerOf(
      this.objects.patch(
        object,
        undefined,
        options.dryRun ? 'All' : undefined,
        'e2e',
        true,
        PatchStrategy.ServerSideApply,
      ),
    );
  }

  public async remove(object: KubernetesObject): Promise<Answer> {
    return answerOf(this.objects.delete(object));
  }
}

async function answerOf(request: Promise<unknown>): Promise<Answer> {
  try {
    return { code: 200, body: await request };
  } catch (error) {
    if (!(error instanceof ApiException)) throw error;
    return { code: error.code, body: typeof error.body === 'string' ? JSON.parse(error.body) : error.body };
  }
}
