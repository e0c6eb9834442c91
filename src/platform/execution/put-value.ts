import type { GraphQLLeafType } from 'graphql';
import { inspect } from 'graphql/jsutils/inspect.js';
import { isPromise } from '../turns/is-promise.js';
import { isTurnSpent } from '../turns/pace.js';
import type { CompiledField, Position } from './compiled-field.js';
import type { ResponseNode } from './response-node.js';
import type { Run } from './run.js';

/**
 * Completes what a resolver gave, or an item of a list, once it has arrived, and puts it under a key of its node
 * (GraphQL specification §6.4.3, CompleteValue).
 * What it throws is a field error there.
 */
export function putValue(
  run: Run,
  field: CompiledField,
  position: Position,
  node: ResponseNode,
  key: string | number,
  value: unknown,
): void {
  if (value === null || value === undefined) {
    if (!position.nullable) {
      throw new Error(`Cannot return null for non-nullable field ${field.parentType.name}.${field.name}.`);
    }
    node.into[key] = null;
    return;
  }
  if (typeof value === 'object' || typeof value === 'function') {
    if (isPromise(value)) {
      putLater(run, field, position, node, key, value);
      return;
    }
    if (value instanceof Error) throw value;
  }
  if (position.leaf === null) position.complete(run, field, node, key, value);
  else if (typeof value === position.plain) node.into[key] = value;
  else {
    const output = serialize(position.leaf, value);
    node.into[key] = output;
    if (typeof output === 'object' && isPromise(output)) putSerialized(run, field, position, node, key, output);
  }
}

// Functions of their own, not inlined above: V8 allocates a context at every call of a function in which a closure is
// made, also where the closure is not, and nearly no value is a promise.

function putLater(
  run: Run,
  field: CompiledField,
  position: Position,
  node: ResponseNode,
  key: string | number,
  promise: PromiseLike<unknown>,
): void {
  whenArrived(run, field, position.nullable, node, key, promise, (value) =>
    putValue(run, field, position, node, key, value),
  );
}

function putSerialized(
  run: Run,
  field: CompiledField,
  { nullable }: Position,
  node: ResponseNode,
  key: string | number,
  promise: PromiseLike<unknown>,
): void {
  whenArrived(run, field, nullable, node, key, promise, (output) => {
    node.into[key] = output;
  });
}

/** Has a run wait for a value. What `put` throws, or the promise rejects with, is a field error at the key. */
export function whenArrived(
  run: Run,
  field: CompiledField,
  nullable: boolean,
  node: ResponseNode,
  key: string | number,
  promise: PromiseLike<unknown>,
  put: (value: unknown) => void,
): void {
  // A thenable of somebody else's may answer at once, twice or never on time; a promise does not.
  const awaited = promise instanceof Promise ? (promise as Promise<unknown>) : Promise.resolve(promise);
  run.await();
  const arrive = (value: unknown): void => {
    try {
      if (!run.isNulled(node)) put(value);
    } catch (error) {
      run.fail(field, nullable, node, key, error);
    }
  };
  awaited.then(
    (value) => {
      if (isTurnSpent()) run.later(() => arrive(value));
      else arrive(value);
      run.settled();
    },
    (error) => {
      run.fail(field, nullable, node, key, error);
      run.settled();
    },
  );
}

function serialize(type: GraphQLLeafType, value: unknown): unknown {
  const output = type.serialize(value);
  if (output === null || output === undefined) {
    const call = `${inspect(type)}.serialize(${inspect(value)})`;
    throw new Error(`Expected \`${call}\` to return non-nullable value, returned: ${inspect(output)}`);
  }
  return output;
}
