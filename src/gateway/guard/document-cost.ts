import { COUNTLESS } from './limit-error.js';

/** What a definition or a document asks for: sums over its nodes, and the deepest of each kind of nesting. */
export interface Cost {
  /** Fields. */
  selections: number;
  /** Values written out, each element and property of a literal for itself, and variables declared. */
  values: number;
  aliases: number;
  directives: number;
  /** Fields of the outermost selection set. */
  rootFields: number;
  fieldDepth: number;
  /** Fragments within each other, inline or spread, whatever fields stand between them. */
  fragmentDepth: number;
  /** Lists and objects within each other in a literal, or lists in the type of a variable. */
  valueDepth: number;
  /** List fields within each other in an introspection: each multiplies the answer by a part of the schema. */
  introspectionDepth: number;
}

/** How many of each stand around a node, itself included. */
export interface NestingDepth {
  readonly fields: number;
  readonly fragments: number;
  readonly values: number;
  /** List fields of an introspection; undefined outside of one. */
  readonly lists: number | undefined;
}

/** The cost of nothing. */
export function zeroCost(): Cost {
  return {
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
}

/** Adds to `total` what a definition inside it costs, expanded at `depth`. Sums stop at `COUNTLESS`. */
export function addCost(total: Cost, inner: Cost, depth: NestingDepth): void {
  total.selections = sum(total.selections, inner.selections);
  total.values = sum(total.values, inner.values);
  total.aliases = sum(total.aliases, inner.aliases);
  total.directives = sum(total.directives, inner.directives);
  if (depth.fields === 0) total.rootFields = sum(total.rootFields, inner.rootFields);
  total.fieldDepth = Math.max(total.fieldDepth, depth.fields + inner.fieldDepth);
  total.fragmentDepth = Math.max(total.fragmentDepth, depth.fragments + inner.fragmentDepth);
  total.valueDepth = Math.max(total.valueDepth, inner.valueDepth);
  total.introspectionDepth = Math.max(total.introspectionDepth, (depth.lists ?? 0) + inner.introspectionDepth);
}

function sum(one: number, other: number): number {
  return Math.min(one + other, COUNTLESS);
}
