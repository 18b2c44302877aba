import { Severity } from '../../../lib/core/findings/finding-kind';
import {
  Problem,
  compareProblems,
  withTemplatesMerged,
  hasUnread,
  limitedProblems,
  strictProblems,
} from '../../../lib/core/findings/problem';
import { LIMITS } from '../../../lib/core/limits';

const problem = (path: string, more: Partial<Problem> = {}): Problem => ({
  severity: Severity.WARNING,
  path,
  what: 'it is skipped',
  wayOut: 'Render it',
  ...more,
});
const template = (path: string) => problem(path, { isTemplate: true, what: 'it is a template' });

test('an input is unread if any problem leaves something unchecked', () => {
  const complete = problem('a.yaml', { isComplete: true });
  expect(hasUnread([])).toBe(false);
  expect(hasUnread([complete])).toBe(false);
  expect(hasUnread([problem('a.yaml', { isRead: true })])).toBe(false);
  expect(hasUnread([complete, problem('b.yaml')])).toBe(true);
});

test('problems are sorted by place, then by what they are about', () => {
  const sorted = [
    problem('a.yaml:2:1', { what: 'a' }),
    problem('a.yaml:2:1', { what: 'b' }),
    problem('a.yaml:10:1', { what: 'a' }),
  ];
  expect([sorted[2], sorted[1], sorted[0]].sort(compareProblems)).toEqual(sorted);
});

describe('problems about templates', () => {
  test('become one, at the first of them, after all others', () => {
    const others = [problem('z.yaml'), problem('y.yaml')];
    const [first, ...rest] = withTemplatesMerged([
      template('c.yaml'),
      others[0],
      template('b.yaml'),
      others[1],
      template('d.yaml'),
    ]).reverse();
    expect(rest.reverse()).toEqual(others);
    expect(first).toEqual(
      problem('b.yaml', { what: 'it and 2 more are templates that have to be rendered first, so they were skipped' }),
    );
  });

  test('stay as they are if there is only one, or none', () => {
    expect(withTemplatesMerged([template('a.yaml'), problem('b.yaml')])).toEqual([
      problem('b.yaml'),
      problem('a.yaml', { what: 'it is a template' }),
    ]);
    expect(withTemplatesMerged([problem('b.yaml')])).toEqual([problem('b.yaml')]);
  });
});

test('under --strict, what leaves something unchecked is an error', () => {
  const problems = [problem('a.yaml'), problem('b.yaml', { isComplete: true })];
  expect(strictProblems(problems).map(({ severity }) => severity)).toEqual(['error', 'warning']);
});

describe('more problems than a report lists', () => {
  const most = Array.from({ length: LIMITS.problems }, (_, index) => problem(`${index}.yaml`));

  test('are counted', () => {
    expect(limitedProblems(most)).toBe(most);
    const limited = limitedProblems([...most, problem('x'), problem('y')]);
    expect(limited.slice(0, -1)).toEqual(most);
    expect(limited.at(-1)).toEqual({
      severity: 'warning',
      path: 'the input',
      what: '2 more problems are not listed',
      wayOut: 'Fix those that are listed, or read fewer files at once',
    });
  });

  test('are an error if one of them is, even one that is not listed', () => {
    expect(limitedProblems([...most, problem('x', { severity: Severity.ERROR })]).at(-1)?.severity).toBe('error');
  });
});
