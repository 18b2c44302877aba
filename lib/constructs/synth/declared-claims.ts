import { App, ImplicitTokenResolver, LazyResolver, NumberStringUnionResolver } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { IConstruct } from 'constructs';
import { patchedPathsOf } from './cdk8s-internals';
import { ServiceObject, claimsIn } from './synthesized-services';
import { isMap } from '../../core/service/fields-of';
import { ServiceClaims } from '../../core/service/service-claims';

/**
 * What a static Service claims before its open ports have numbers.
 *
 * The claims are read from the construct, so that its manifest is only rendered once, with every number in place. If
 * patches or resolvers of the app may change the claims, a draft of the manifest is rendered first.
 */
export function declaredClaims(object: ServiceObject): ServiceClaims[] {
  const { construct, object: rendered } = object;
  const isChanged = patchedPathsOf(rendered).length > 0 || hasOwnResolvers(construct.node.root);
  return isChanged
    ? draftedClaims(object)
    : claimsOrNone(() => claimsIn(manifestOf(construct as kplus.Service), object));
}

/** What an object claims when it is rendered as it is now. */
export function draftedClaims(object: ServiceObject): ServiceClaims[] {
  return claimsOrNone(() => claimsIn(object.object.toJson(), object));
}

/** An object that fails to render claims nothing; judging the app reports the reason. */
function claimsOrNone(read: () => ServiceClaims[]): ServiceClaims[] {
  try {
    return read();
  } catch {
    return [];
  }
}

function manifestOf(service: kplus.Service): object {
  const { clusterIp: clusterIP, ...spec } = service._toKube();
  const { name, namespace } = service.metadata;
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: { ...spec, clusterIP } };
}

const BUILT_IN = [LazyResolver, ImplicitTokenResolver, NumberStringUnionResolver];

function hasOwnResolvers(root: IConstruct): boolean {
  const { resolvers = [] } = root as Partial<App>;
  return resolvers.some((resolver) => isMap(resolver) && !BUILT_IN.some((type) => resolver instanceof type));
}
