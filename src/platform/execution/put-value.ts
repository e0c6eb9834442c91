import type { GraphQLLeafType } from 'graphql';
import { inspect } from 'graphql/jsutils/inspect.js';
import { isTurnSpent } from '../turns/pace.js';
import type { CompiledField, Position } from './compiled-field.js';
import type { Place } from './place.js';
import type { Run } from './run.js';

/**
 * Puts what a resolver gave, or an item of a list, in its place, once it has arrived (GraphQL specification §6.4.3).
 * What it throws is a field error there.
 */
export function putValue(
  run: Run,
  field: CompiledField,
  position: Position,
  place: Place,
  key: string | number,
  value: unknown,
): void {
  if (value === null || value === undefined) {
    if (!position.nullable) {
      throw new Error(`Cannot return null for non-nullable field ${field.parentType.name}.${field.name}.`);
    }
    place.into[key] = null;
    return;
  }
  if (typeof value === 'object' || typeof value === 'function') {
    if (isPromise(value)) {
      putLater(run, field, position, place, key, value);
      return;
    }
    if (value instanceof Error) throw value;
  }
  if (position.leaf === null) position.complete(run, field, place, key, value);
  else if (typeof value === position.plain) place.into[key] = value;
  else {
    const told = serialized(position.leaf, value);
    place.into[key] = told;
    if (typeof told === 'object' && isPromise(told)) putTold(run, field, position, place, key, told);
  }
}

// What makes a closure is a function of its own: V8 gives a function that holds one a context at every call.

function putLater(
  run: Run,
  field: CompiledField,
  position: Position,
  place: Place,
  key: string | number,
  promise: PromiseLike<unknown>,
): void {
  whenArrived(run, field, position.nullable, place, key, promise, (value) =>
    putValue(run, field, position, place, key, value),
  );
}

function putTold(
  run: Run,
  field: CompiledField,
  { nullable }: Position,
  place: Place,
  key: string | number,
  promise: PromiseLike<unknown>,
): void {
  whenArrived(run, field, nullable, place, key, promise, (told) => {
    place.into[key] = told;
  });
}

/** Has a run wait for a value. What `put` throws, or the promise rejects with, is a field error at the key. */
export function whenArrived(
  run: Run,
  field: CompiledField,
  nullable: boolean,
  place: Place,
  key: string | number,
  promise: PromiseLike<unknown>,
  put: (value: unknown) => void,
): void {
  // A thenable of somebody else's may answer at once, twice or never on time; a promise does not.
  const awaited = promise instanceof Promise ? (promise as Promise<unknown>) : Promise.resolve(promise);
  run.await();
  const arrive = (value: unknown): void => {
    try {
      if (!run.isNulled(place)) put(value);
    } catch (error) {
      run.fail(field, nullable, place, key, error);
    }
  };
  awaited.then(
    (value) => {
      if (isTurnSpent()) run.later(() => arrive(value));
      else arrive(value);
      run.settled();
    },
    (error) => {
      run.fail(field, nullable, place, key, error);
      run.settled();
    },
  );
}

/** As graphql-js knows one: by its `then`. */
export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}

function serialized(type: GraphQLLeafType, value: unknown): unknown {
  const told = type.serialize(value);
  if (told === null || told === undefined) {
    const call = `${inspect(type)}.serialize(${inspect(value)})`;
    throw new Error(`Expected \`${call}\` to return non-nullable value, returned: ${inspect(told)}`);
  }
  return told;
}
