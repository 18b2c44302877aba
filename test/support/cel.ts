import { Environment } from '@marcbachmann/cel-js';

/** What an admission policy asks the API server's authorizer. */
export interface AccessRequest {
  readonly group?: string;
  readonly resource?: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly verb?: string;
}

/** The `authorizer` variable of a policy, for a user whose rights a function decides. */
export class Authorizer {
  constructor(
    private readonly grants: (request: AccessRequest) => boolean,
    private readonly request: AccessRequest = {},
  ) {}

  public with(part: AccessRequest): Authorizer {
    return new Authorizer(this.grants, { ...this.request, ...part });
  }

  public get isAllowed(): boolean {
    return this.grants(this.request);
  }
}

/** CEL with what Kubernetes adds to it, as far as the guard uses it. */
const kubernetes = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false })
  .registerType('Authorizer', Authorizer)
  .registerFunction('Authorizer.allowed(): bool', (authorizer: Authorizer) => authorizer.isAllowed)
  .registerFunction('list.indexOf(dyn): int', (list: unknown[], item: unknown) => BigInt(list.indexOf(item)));
const parts = { group: 'group', resource: 'resource', namespace: 'namespace', name: 'name', check: 'verb' };
for (const [method, part] of Object.entries(parts)) {
  const add = (authorizer: Authorizer, text: string): Authorizer => authorizer.with({ [part]: text });
  kubernetes.registerFunction(`Authorizer.${method}(string): Authorizer`, add);
}

/** The fields of a JSON patch, which stand unquoted in CEL. */
const PATCH_FIELDS = { op: 'op', path: 'path', value: 'value' };

/** The value of an expression in the guard; whole numbers that it computes are big integers. */
export function evaluateCel(expression: string, variables: Readonly<Record<string, unknown>>): unknown {
  return kubernetes.evaluate(expression.replaceAll('JSONPatch{', '{'), { ...PATCH_FIELDS, ...variables });
}
