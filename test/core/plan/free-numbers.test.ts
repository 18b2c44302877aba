import { FreeNumbers } from '../../../lib/core/plan/free-numbers';
import { liveOf, problemOf } from '../../support/parties';
import { pinned, service } from '../../support/plans';

const row = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

test('the next static port after a number is proposed, each only once', () => {
  const free = new FreeNumbers(problemOf({ next: [] }));
  expect([free.after(30008), free.after(30008), free.after(30009)]).toEqual([30009, 30010, 30011]);
});

test('after the last static port, and after a dynamic one, the first port that is not popular is proposed', () => {
  const free = new FreeNumbers(problemOf({ next: [] }));
  expect([free.after(30015), free.after(30020)]).toEqual([30002, 30003]);
});

test('numbers that are held, requested or taken are not proposed', () => {
  const problem = problemOf({
    live: [liveOf(pinned('a', 30009))],
    next: [pinned('b', 30010), service('c', [{ port: 80 }])],
  });
  expect(new FreeNumbers({ ...problem, taken: [30011] }).after(30008)).toBe(30012);
});

test('numbers of a Service that is written twice are not proposed, whichever document comes last', () => {
  const free = new FreeNumbers(problemOf({ next: [pinned('a', 30009), pinned('a', 30010)] }));
  expect(free.after(30008)).toBe(30011);
});

test('numbers of a Service that is deleted are not proposed either', () => {
  const problem = problemOf({ live: [liveOf(pinned('a', 30009))], next: [], deleted: ['a'] });
  expect(new FreeNumbers(problem).after(30008)).toBe(30010);
});

test('nothing is proposed if the static band is full', () => {
  const free = new FreeNumbers(problemOf({ next: [], taken: row(30000, 30014) }));
  expect([free.after(30000), free.after(30000)]).toEqual([30015, undefined]);
});
