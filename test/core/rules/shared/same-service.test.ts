import { isSameService, mayBeGenerated, mayBeSameService } from '../../../../lib/core/rules/shared/same-service';
import { ClaimOwner } from '../../../../lib/core/service/claim';

const owner = (service?: string, namespace?: string, more: Partial<ClaimOwner> = {}): ClaimOwner => ({
  cluster: 'prod',
  path: '',
  service,
  namespace,
  ...more,
});

describe('two claims are of the same Service', () => {
  test.each([
    ['with one namespace and name', owner('web', 'shop'), owner('web', 'shop')],
    ['without a namespace', owner('web'), owner('web')],
    ['without a namespace and in the default one', owner('web'), owner('web', 'default')],
  ])('%s', (_, a, b) => {
    expect(isSameService(a, b)).toBe(true);
  });

  test.each([
    ['with other names', owner('web', 'shop'), owner('api', 'shop')],
    ['with other namespaces', owner('web', 'shop'), owner('web', 'edge')],
    ['with a name that the API server completes', owner('web-*', 'shop'), owner('web-*', 'shop')],
    ['without a Service', owner(), owner()],
  ])('but not %s', (_, a, b) => {
    expect(isSameService(a, b)).toBe(false);
  });
});

describe('a Service may be generated for a custom resource', () => {
  const kafka = owner('orders', 'shop', { generates: 'orders-kafka-' });

  test('whose prefix its name has, in either order', () => {
    expect(mayBeGenerated(kafka, owner('orders-kafka-0'))).toBe(true);
    expect(mayBeGenerated(owner('orders-kafka-0'), kafka)).toBe(true);
  });

  test.each([
    ['with another prefix', kafka, owner('other-kafka-0')],
    ['without a name', kafka, owner()],
    ['where nothing is generated', owner('orders-kafka-0'), owner('orders-kafka-0')],
  ])('but not %s', (_, a, b) => {
    expect(mayBeGenerated(a, b)).toBe(false);
  });
});

describe('a manifest without a namespace', () => {
  test('may be any Service of its name, in either order', () => {
    expect(mayBeSameService(owner('web'), owner('web', 'shop'))).toBe(true);
    expect(mayBeSameService(owner('web', 'shop'), owner('web'))).toBe(true);
  });

  test('is not one of another name', () => {
    expect(mayBeSameService(owner('web'), owner('api', 'shop'))).toBe(false);
  });

  test('is different from one with a namespace', () => {
    expect(mayBeSameService(owner('web', 'edge'), owner('web', 'shop'))).toBe(false);
  });
});
