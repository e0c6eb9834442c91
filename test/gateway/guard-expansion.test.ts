import { type ASTNode, type DocumentNode, Kind, parse, type SelectionSetNode, type ValueNode, visit } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { Cost } from '#gateway/guard/document-cost.js';
import { guardDocument } from '#gateway/guard/guard-document.js';
import { measureDocument } from '#gateway/guard/measure-document.js';
import { readConfig } from '#platform/config/read-config.js';

const limits = readConfig({}).limits;
const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join(' ');

describe('the cost of a document', () => {
  it('equals that of writing every fragment out, on 500 random documents', () => {
    const seen = { expanded: 0, deepest: 0 };
    for (let seed = 1; seed <= 500; seed += 1) {
      const source = randomDocument(random(seed));
      const document = parse(source);
      const naive = naiveCost(document);
      expect(measureDocument(document).cost, `seed ${seed}: ${source}`).toEqual(naive);
      seen.expanded = Math.max(seen.expanded, naive.selections);
      seen.deepest = Math.max(seen.deepest, naive.fieldDepth);
    }
    // The documents would prove little if they were all trivial.
    expect(seen.expanded).toBeGreaterThan(300);
    expect(seen.deepest).toBeGreaterThan(6);
  });

  it.each<[string, (size: number) => string]>([
    ['doubling fragments', (n) => `{ ...F0 } ${times(n, (i) => `fragment F${i} on Q { ...F${i + 1} ...F${i + 1} }`)}`],
    [
      'fragments that all spread all that follow',
      (n) => `{ ...F0 } ${times(n, (i) => `fragment F${i} on Q { a ${times(n - i - 1, (j) => `...F${i + j + 1}`)} }`)}`,
    ],
    [
      'fragments that all spread all',
      (n) => `{ ...F0 } ${times(n, (i) => `fragment F${i} on Q { ${times(n, (j) => `...F${j}`)} }`)}`,
    ],
    [
      'a chain written backwards',
      (n) => `${times(n, (i) => `fragment F${i + 1} on Q { a { ...F${i} } }`)} { ...F${n} }`,
    ],
    ['one operation a fragment', (n) => `${times(n, (i) => `query Q${i} { ...F }`)} fragment F on Q { a b c }`],
    ['a flood of aliases', (n) => `{ ${times(n, (i) => `a${i}: a @d(x: [{ y: ${i} }])`)} }`],
  ])('is found by reading every node a few times, and no more for a longer document: %s', (_, documentOf) => {
    for (const size of [25, 50, 100]) {
      const document = parse(documentOf(size));
      const watched = watch(document);
      guardDocument(watched.document, limits);
      // A node is read for its kind, its name, its children and their number; the constant is what is asserted.
      expect(watched.reads()).toBeLessThan(25 * nodesOf(document));
    }
  });

  it.each<[string, (depth: number) => DocumentNode]>([
    ['fields', (depth) => documentOf(within(depth, field))],
    ['inline fragments', (depth) => documentOf(within(depth, inlineFragment))],
    ['lists', (depth) => documentOf(selecting(argument(within(depth, list) as ValueNode)))],
    ['objects', (depth) => documentOf(selecting(argument(within(depth, object) as ValueNode)))],
  ])('is found however deep the %s nest: a stack would have ended', (_, nestedDocument) => {
    expect(guardDocument(nestedDocument(100_000), { ...limits, selections: 1_000_000 })?.extensions).toMatchObject({
      limit: 'depth',
      max: limits.depth,
    });
  });

  it('is found however long the chain of fragments: a stack would have ended', () => {
    const chain = `{ ...F0 } ${times(20_000, (i) => `fragment F${i} on Q { a { ...F${i + 1} } }`)} fragment F20000 on Q { a }`;
    expect(measureDocument(parse(chain)).cost).toMatchObject({ fieldDepth: 20_001, selections: 20_001 });
  });
});

/** Counts what is read of a document: every property of every node and list. */
function watch(document: DocumentNode): { readonly document: DocumentNode; readonly reads: () => number } {
  let reads = 0;
  const proxies = new WeakMap<object, object>();
  const wrap = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    const known = proxies.get(value);
    if (known !== undefined) return known;
    const proxy = new Proxy(value, {
      get(target, key) {
        reads += 1;
        return wrap(Reflect.get(target, key));
      },
    });
    proxies.set(value, proxy);
    return proxy;
  };
  return { document: wrap(document) as DocumentNode, reads: () => reads };
}

function nodesOf(document: DocumentNode): number {
  let nodes = 0;
  visit(document, {
    enter() {
      nodes += 1;
    },
  });
  return nodes;
}

/** The definition of every measure, as plainly as it can be put: by recursion, each spread walked again. */
function naiveCost(document: DocumentNode): Cost {
  const fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  );
  const cost: Record<keyof Cost, number> = {
    selections: 0,
    values: 0,
    aliases: 0,
    directives: 0,
    rootFields: 0,
    fieldDepth: 0,
    fragmentDepth: 0,
    valueDepth: 0,
    introspectionDepth: 0,
  };
  const deepest = (measure: keyof Cost, depth: number) => {
    cost[measure] = Math.max(cost[measure], depth);
  };
  const value = (node: ValueNode, depth: number): void => {
    cost.values += 1;
    if (node.kind === Kind.LIST) for (const inner of node.values) value(inner, depth + 1);
    if (node.kind === Kind.OBJECT) for (const inner of node.fields) value(inner.value, depth + 1);
    deepest('valueDepth', depth + (node.kind === Kind.LIST || node.kind === Kind.OBJECT ? 1 : 0));
  };
  const decorations = (node: ASTNode): void => {
    for (const directive of ('directives' in node && node.directives) || []) {
      cost.directives += 1;
      for (const { value: given } of directive.arguments ?? []) value(given, 0);
    }
  };
  const selectionSet = (set: SelectionSetNode, fields: number, spread: number): void => {
    for (const node of set.selections) {
      decorations(node);
      if (node.kind === Kind.FIELD) {
        cost.selections += 1;
        if (node.alias) cost.aliases += 1;
        if (fields === 0) cost.rootFields += 1;
        deepest('fieldDepth', fields + 1);
        for (const { value: given } of node.arguments ?? []) value(given, 0);
        if (node.selectionSet) selectionSet(node.selectionSet, fields + 1, spread);
        continue;
      }
      deepest('fragmentDepth', spread + 1);
      const content = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
      if (content === undefined) continue;
      if (content.kind === Kind.FRAGMENT_DEFINITION) decorations(content);
      selectionSet(content.selectionSet, fields, spread + 1);
    }
  };
  const spreads = new Set<string>();
  visit(document, { FragmentSpread: (node) => void spreads.add(node.name.value) });
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION && spreads.has(node.name.value)) continue;
    if (node.kind !== Kind.FRAGMENT_DEFINITION && node.kind !== Kind.OPERATION_DEFINITION) continue;
    decorations(node);
    for (const variable of ('variableDefinitions' in node && node.variableDefinitions) || []) {
      cost.values += 1;
      if (variable.defaultValue) value(variable.defaultValue, 0);
      decorations(variable);
    }
    selectionSet(node.selectionSet, 0, 0);
  }
  return cost;
}

type Random = (below: number) => number;

/** mulberry32: the same numbers for the same seed, everywhere. */
function random(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** A few operations and up to five fragments, of which each spreads only later ones (or one that does not exist). */
function randomDocument(below: Random): string {
  const fragments = below(6);
  const literal = (depth: number): string => {
    const kind = below(depth > 0 ? 7 : 5);
    if (kind === 5) return `[${times(below(3), () => literal(depth - 1))}]`;
    if (kind === 6) return `{ ${times(below(3), (i) => `k${i}: ${literal(depth - 1)}`)} }`;
    return ['1', '"s"', 'E', 'null', '$v'][kind] as string;
  };
  const constant = () => literal(1).replaceAll('$v', '2');
  const directives = (given = () => literal(1)) => times(below(4) === 0 ? 1 + below(2) : 0, () => `@d(x: ${given()})`);
  const selections = (depth: number, next: number): string =>
    `{ ${times(1 + below(3), () => {
      const kind = below(6);
      if (kind === 0) return `...F${next + below(Math.max(1, fragments + 1 - next))} ${directives()}`;
      if (kind === 1 && depth > 0) return `... ${directives()} ${selections(depth - 1, next)}`;
      const given = below(3) === 0 ? `(x: ${literal(2)})` : '';
      const inner = kind > 2 && depth > 0 ? selections(depth - 1, next) : '';
      return `${below(4) === 0 ? 'z: ' : ''}a${given} ${directives()} ${inner}`;
    })} }`;
  const operation = (i: number) => `query Q${i}($v: Int = ${constant()} ${directives(constant)}) ${directives()}`;
  return [
    times(1 + below(2), (i) => `${operation(i)} ${selections(3, 0)}`),
    times(fragments, (i) => `fragment F${i} on T ${directives()} ${selections(3, i + 1)}`),
  ].join(' ');
}

// Nodes made by hand: the parser recurses and cannot nest as deep as the guard is asked to.
const named = (value: string) => ({ kind: Kind.NAME, value }) as const;
const within = (depth: number, around: (inner: ASTNode | undefined) => ASTNode): ASTNode => {
  let node = around(undefined);
  for (let i = 1; i < depth; i += 1) node = around(node);
  return node;
};
const setOf = (node: ASTNode | undefined) =>
  ({ kind: Kind.SELECTION_SET, selections: node === undefined ? [field(undefined)] : [node] }) as SelectionSetNode;
const field = (inner: ASTNode | undefined): ASTNode =>
  ({ kind: Kind.FIELD, name: named('a'), ...(inner === undefined ? {} : { selectionSet: setOf(inner) }) }) as ASTNode;
const inlineFragment = (inner: ASTNode | undefined): ASTNode =>
  ({ kind: Kind.INLINE_FRAGMENT, selectionSet: setOf(inner) }) as ASTNode;
const list = (inner: ASTNode | undefined): ASTNode =>
  ({ kind: Kind.LIST, values: inner === undefined ? [] : [inner] }) as ASTNode;
const object = (inner: ASTNode | undefined): ASTNode =>
  ({
    kind: Kind.OBJECT,
    fields: inner === undefined ? [] : [{ kind: Kind.OBJECT_FIELD, name: named('k'), value: inner }],
  }) as ASTNode;
const argument = (value: ValueNode) => ({ kind: Kind.ARGUMENT, name: named('x'), value }) as const;
const selecting = (given: ASTNode): ASTNode => ({ ...field(undefined), arguments: [given] }) as ASTNode;
const documentOf = (selection: ASTNode): DocumentNode =>
  ({
    kind: Kind.DOCUMENT,
    definitions: [{ kind: Kind.OPERATION_DEFINITION, operation: 'query', selectionSet: setOf(selection) }],
  }) as unknown as DocumentNode;
