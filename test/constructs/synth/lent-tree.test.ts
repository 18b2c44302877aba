import { App, Chart } from 'cdk8s';
import { Construct, ConstructOrder, IConstruct } from 'constructs';
import fc from 'fast-check';
import { lendTree } from '../../../lib/constructs/synth/lent-tree';

/** Where a construct is added, as a place among those that are there, and whether it is a chart. */
const additions = fc.array(fc.tuple(fc.nat(), fc.boolean()), { maxLength: 25 });

function grow(app: App, steps: readonly (readonly [number, boolean])[]): void {
  const all: IConstruct[] = [app];
  steps.forEach(([place, isChart], index) => {
    const scope = all[place % all.length] as Construct;
    all.push(isChart ? new Chart(scope, `c${index}`) : new Construct(scope, `c${index}`));
  });
}

const paths = (constructs: readonly IConstruct[]) => constructs.map(({ node }) => node.path);
const orders = [undefined, ConstructOrder.PREORDER, ConstructOrder.POSTORDER];
const listing = (all: readonly IConstruct[]) => all.map(({ node }) => orders.map((order) => paths(node.findAll(order))));

test('whoever asks for constructs gets what a walk finds, before, meanwhile and after', () => {
  fc.assert(fc.property(additions, (steps) => {
    const app = new App();
    grow(app, steps);
    const all = app.node.findAll();
    const walked = listing(all);
    const giveBack = lendTree(app, all);
    expect(listing(all)).toEqual(walked);
    giveBack();
    expect(listing(all)).toEqual(walked);
    expect(all.filter(({ node }) => Object.hasOwn(node, 'findAll') || Object.hasOwn(node, 'locked'))).toEqual([]);
  }));
});

test('a construct that is added anywhere is found by everybody from then on', () => {
  fc.assert(fc.property(additions, fc.nat(), (steps, place) => {
    const app = new App();
    grow(app, steps);
    const all = app.node.findAll();
    lendTree(app, all);
    const late = new Construct(all[place % all.length] as Construct, 'late');
    for (const scope of late.node.scopes) expect(scope.node.findAll()).toContain(late);
  }));
});

test('a list that was lent is the borrower\'s own', () => {
  const app = new App();
  new Chart(app, 'chart');
  lendTree(app, app.node.findAll());
  app.node.findAll().pop();
  expect(paths(app.node.findAll())).toEqual(['', 'chart']);
});

test('a locked app stays locked', () => {
  const app = new App();
  app.node.lock();
  lendTree(app, app.node.findAll());
  expect(() => new Construct(app, 'late')).toThrow(/^Cannot add children/);
});
