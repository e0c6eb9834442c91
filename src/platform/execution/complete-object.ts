import {
  defaultTypeResolver,
  type GraphQLAbstractType,
  GraphQLError,
  type GraphQLIsTypeOfFn,
  type GraphQLObjectType,
} from 'graphql';
import { inspect } from 'graphql/jsutils/inspect.js';
import { isPromise } from '../turns/is-promise.js';
import type { CompiledField, Complete, SelectionOf } from './compiled-field.js';
import { executeSelection } from './execute-selection.js';
import { infoOfValue } from './field-info.js';
import { putPlain } from './put-plain.js';
import { whenArrived } from './put-value.js';
import { ResponseNode } from './response-node.js';
import type { Run } from './run.js';
import { runtimeTypeOf } from './runtime-type.js';

/** Where an object of a known type stands, and what is asked of it. */
export interface ObjectPosition {
  readonly type: GraphQLObjectType;
  readonly selectionOf: SelectionOf;
  readonly nullable: boolean;
}

/** Puts an object there and executes what is asked of it (GraphQL specification §6.4.3, CompleteValue). */
export function completeObject(
  position: ObjectPosition,
  run: Run,
  field: CompiledField,
  node: ResponseNode,
  key: string | number,
  value: unknown,
): void {
  const { isTypeOf } = position.type;
  if (isTypeOf === undefined || isTypeOf === null) putObject(position, run, field, node, key, value);
  else judgeObject(isTypeOf, position, run, field, node, key, value);
}

function putObject(
  { type, selectionOf, nullable }: ObjectPosition,
  run: Run,
  field: CompiledField,
  node: ResponseNode,
  key: string | number,
  value: unknown,
): void {
  const selection = selectionOf(type);
  const into = { ...selection.blank };
  node.into[key] = into;
  run.spend(selection.fields.length);
  if (selection.isPlain && putPlain(selection, value, into)) return;
  executeSelection(run, selection, value, new ResponseNode(node, field, key, nullable, into));
}

function judgeObject(
  isTypeOf: GraphQLIsTypeOfFn<unknown, unknown>,
  position: ObjectPosition,
  run: Run,
  field: CompiledField,
  node: ResponseNode,
  key: string | number,
  value: unknown,
): void {
  const { type, nullable } = position;
  const judge = (is: unknown): void => {
    if (!is) {
      const message = `Expected value of type "${type.name}" but got: ${inspect(value)}.`;
      throw new GraphQLError(message, { nodes: field.nodes });
    }
    putObject(position, run, field, node, key, value);
  };
  const is = isTypeOf(value, run.contextValue, infoOfValue(run, field, node));
  if (isPromise(is)) whenArrived(run, field, nullable, node, key, is, judge);
  else judge(is);
}

/** Asks an interface or a union of what type a value is, and completes it as that. */
export function completeAbstract(type: GraphQLAbstractType, selectionOf: SelectionOf, nullable: boolean): Complete {
  return (run, field, node, key, value) => {
    const resolveType = type.resolveType ?? defaultTypeResolver;
    const put = (name: unknown): void => {
      const runtimeType = runtimeTypeOf(name, { schema: run.query.schema, type, field, value });
      completeObject({ type: runtimeType, selectionOf, nullable }, run, field, node, key, value);
    };
    const name: unknown = resolveType(value, run.contextValue, infoOfValue(run, field, node), type);
    if (isPromise(name)) whenArrived(run, field, nullable, node, key, name, put);
    else put(name);
  };
}
