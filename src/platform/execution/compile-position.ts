import {
  GraphQLBoolean,
  GraphQLError,
  GraphQLID,
  type GraphQLLeafType,
  type GraphQLNamedOutputType,
  type GraphQLOutputType,
  GraphQLString,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';
import type { CompiledField, Complete, Position, SelectionOf } from './compiled-field.js';
import { completeAbstract, completeObject } from './complete-object.js';
import { putValue } from './put-value.js';
import { type Container, ResponseNode } from './response-node.js';
import type { Run } from './run.js';

/** Compiles how values of a type are completed where they stand. */
export function compilePosition(declared: GraphQLOutputType, selectionOf: SelectionOf): Position {
  const nullable = !isNonNullType(declared);
  const type = isNonNullType(declared) ? declared.ofType : declared;
  if (isListType(type)) {
    const complete = completeList(compilePosition(type.ofType, selectionOf), nullable);
    return { nullable, leaf: null, plain: undefined, complete };
  }
  if (isLeafType(type)) return leafPosition(declared, type, nullable);
  const complete = completeComposite(type, selectionOf, nullable);
  return { nullable, leaf: null, plain: undefined, complete };
}

/** One for all documents: most fields are leaves, and each document in memory would have its own. */
const leafPositions = new WeakMap<GraphQLOutputType, Position>();

function leafPosition(declared: GraphQLOutputType, leaf: GraphQLLeafType, nullable: boolean): Position {
  const known = leafPositions.get(declared);
  if (known !== undefined) return known;
  const position: Position = { nullable, leaf, plain: plainOf(leaf), complete: notCompleted };
  leafPositions.set(declared, position);
  return position;
}

function completeComposite(
  type: Exclude<GraphQLNamedOutputType, GraphQLLeafType>,
  selectionOf: SelectionOf,
  nullable: boolean,
): Complete {
  if (isAbstractType(type)) return completeAbstract(type, selectionOf, nullable);
  const position = { type, selectionOf, nullable };
  return (run, field, node, key, value) => completeObject(position, run, field, node, key, value);
}

function completeList(item: Position, nullable: boolean): Complete {
  return (run, field, node, key, value) => {
    if (!isIterable(value)) {
      throw new GraphQLError(
        `Expected Iterable, but did not find one for field "${field.parentType.name}.${field.name}".`,
      );
    }
    const list: unknown[] = [];
    node.into[key] = list;
    const here = new ResponseNode(node, field, key, nullable, list as unknown as Container);
    if (Array.isArray(value)) {
      completeItems(run, field, item, here, value, 0);
      return;
    }
    try {
      let index = 0;
      for (const given of value) {
        list.push(null);
        try {
          putValue(run, field, item, here, index, given);
        } catch (error) {
          run.fail(field, item.nullable, here, index, error);
          if (run.isNulled(here)) return;
        }
        index += 1;
      }
    } catch (error) {
      run.abandon(here);
      throw error;
    }
  };
}

/** In turns, where there are many. */
function completeItems(
  run: Run,
  field: CompiledField,
  item: Position,
  here: ResponseNode,
  given: readonly unknown[],
  start: number,
): void {
  const list = here.into as unknown as unknown[];
  for (let index = start; index < given.length; index++) {
    list.push(null);
    try {
      putValue(run, field, item, here, index, given[index]);
    } catch (error) {
      run.fail(field, item.nullable, here, index, error);
      if (run.isNulled(here)) return;
    }
    if (run.spend(1) && index + 1 < given.length) {
      completeLater(run, field, item, here, given, index + 1);
      return;
    }
  }
}

function completeLater(
  run: Run,
  field: CompiledField,
  item: Position,
  here: ResponseNode,
  given: readonly unknown[],
  start: number,
): void {
  run.later(() => {
    if (!run.isNulled(here)) completeItems(run, field, item, here, given, start);
  });
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && typeof (value as Partial<Iterable<unknown>>)[Symbol.iterator] === 'function';
}

/** Leaves that `serialize` would hand on unchanged. */
function plainOf(type: GraphQLLeafType): Position['plain'] {
  if (type === GraphQLString || type === GraphQLID) return 'string';
  return type === GraphQLBoolean ? 'boolean' : undefined;
}

const notCompleted: Complete = () => {
  throw new TypeError('a leaf is serialized');
};
