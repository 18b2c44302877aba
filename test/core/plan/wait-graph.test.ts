import { WaitGraph, connectedComponents, cyclesOf, feedbackVertexSet } from '../../../lib/core/plan/wait-graph';

/** A graph from edges such as `a>b`: a waits for b. */
function graphOf(edges: string): WaitGraph {
  const graph = new Map<string, Set<string>>();
  for (const edge of edges.split(' ').filter(Boolean)) {
    const [waiter, other] = edge.split('>');
    graph.set(waiter, (graph.get(waiter) ?? new Set()).add(other));
  }
  return graph;
}

/** Groups of nodes, regardless of their order. */
const inShort = (groups: readonly string[][]) => groups.map((nodes) => [...nodes].sort().join('')).sort();

test.each([
  ['', []],
  ['a>b', ['ab']],
  ['a>b c>b', ['abc']],
  ['a>b b>c d>e', ['abc', 'de']],
  ['a>a', ['a']],
  ['a>b b>a c>d d>c', ['ab', 'cd']],
  ['a>b c>d e>d e>b', ['abcde']],
])('the connected components of %j are %j, whatever the direction', (edges, expected) => {
  expect(inShort(connectedComponents(graphOf(edges)))).toEqual(expected);
});

test.each([
  ['', []],
  ['a>b b>c a>c', []],
  ['a>b b>a', ['ab']],
  ['a>b b>c c>a c>d', ['abc']],
  ['a>a a>b', ['a']],
  ['a>b b>a c>d d>c b>c', ['ab', 'cd']],
  ['a>b b>c c>b c>d d>a', ['abcd']],
  ['a>b a>c b>d c>d d>e e>c', ['cde']],
  ['x>a a>b b>a', ['ab']],
  // A finished component is not reached again.
  ['a>b b>c c>b d>b d>a', ['bc']],
  ['a>b b>a c>a d>c c>d', ['ab', 'cd']],
])('the cycles of %j are %j', (edges, expected) => {
  expect(inShort(cyclesOf(graphOf(edges)))).toEqual(expected);
});

test('a chain of many Services does not overflow the call stack', () => {
  const chain = Array.from({ length: 20_000 }, (_, index) => `${index}>${index + 1}`).join(' ');
  expect(cyclesOf(graphOf(chain))).toEqual([]);
  expect(cyclesOf(graphOf(`${chain} 20000>0`))[0]).toHaveLength(20_001);
});

describe('the nodes that are cut', () => {
  const cut = (nodes: string, edges: string) =>
    feedbackVertexSet([...nodes], graphOf(edges))
      .sort()
      .join('');

  test('are the first node of a single cycle, as preferred', () => {
    expect(cut('abc', 'a>b b>c c>a')).toBe('a');
    expect(cut('cba', 'a>b b>c c>a')).toBe('c');
  });

  test('are the node in which several cycles meet, even if it is preferred last', () => {
    expect(cut('abcd', 'a>d d>a b>d d>b c>d d>c')).toBe('d');
    expect(cut('abcde', 'a>b b>e e>a c>d d>e e>c')).toBe('e');
    expect(cut('cab', 'c>a a>b a>c b>c')).toBe('c');
  });

  test('include a node that waits for itself', () => {
    expect(cut('abc', 'a>b b>a c>c')).toBe('ac');
    expect(cut('ab', 'a>b b>a b>b')).toBe('b');
  });

  test('are several where cycles do not meet in one node', () => {
    expect(cut('abcd', 'a>b b>a c>d d>c b>c')).toBe('ac');
    expect(cut('abcd', 'a>b b>a c>d d>c b>c c>b')).toHaveLength(2);
  });

  test('are none if there is no cycle, or if it lies outside the nodes', () => {
    expect(cut('ab', 'a>b')).toBe('');
    expect(cut('ab', 'a>b b>c c>a')).toBe('');
  });

  test.each(['a>b b>c c>a a>c c>b b>a', 'a>b b>c c>d d>a a>c c>a b>d d>b', 'a>b b>c c>d d>b d>a c>c'])(
    'leave no cycle: %s',
    (edges) => {
      const graph = graphOf(edges);
      const gone = feedbackVertexSet([...graph.keys()], graph);
      const rest = edges.split(' ').filter((edge) => !gone.some((node) => edge.split('>').includes(node)));
      expect(gone.length).toBeLessThan(graph.size);
      expect(cyclesOf(graphOf(rest.join(' ')))).toEqual([]);
    },
  );
});
