import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { PedigraphError } from '../errors/pedigraph-error.js';

/** Items of a list at most, whatever its field allows: a longer one is refused before anything is made of its items. */
export const MAX_LIST = 10_000;

/** What a value is not, where it does not fit its type. */
export const MISFIT = Symbol('misfit');

/**
 * Gives what graphql-js' `coerceInputValue` gives for a value that fits, and `MISFIT` for one that does not.
 * @throws {PedigraphError} BAD_USER_INPUT for a list that is too long.
 */
export type CoerceInput = (value: unknown) => unknown;

const known = new WeakMap<GraphQLInputType, CoerceInput>();

/**
 * Compiles the coercion of an input type. What a type is, is asked once and not of every value: over a thousand small
 * objects graphql-js spends its time on that, and on the path of each, which only an error needs.
 */
export function coercionOf(type: GraphQLInputType): CoerceInput {
  const cached = known.get(type);
  if (cached !== undefined) return cached;
  const coerce = compile(type);
  known.set(type, coerce);
  return coerce;
}

function compile(type: GraphQLInputType): CoerceInput {
  if (isNonNullType(type)) {
    const nullable = coercionOf(type.ofType);
    return (value) => (value === null || value === undefined ? MISFIT : nullable(value));
  }
  const coerce = compileNonNull(type);
  return (value) => (value === null || value === undefined ? null : coerce(value));
}

function compileNonNull(type: Exclude<GraphQLInputType, { readonly ofType: never }>): CoerceInput {
  if (isListType(type)) return compileList(coercionOf(type.ofType), getNamedType(type).name !== REPRESENTATION);
  if (isInputObjectType(type)) return compileObject(type);
  return (value) => {
    try {
      const parsed = type.parseValue(value);
      return parsed === undefined ? MISFIT : parsed;
    } catch {
      return MISFIT;
    }
  };
}

/** The scalar of representations; `resolveEntities` limits how many they may be. */
const REPRESENTATION = '_Any';

function compileList(coerceItem: CoerceInput, isBounded: boolean): CoerceInput {
  return (value) => {
    if (isBounded && Array.isArray(value) && value.length > MAX_LIST) throw tooLong(value.length);
    if (!Array.isArray(value)) {
      // Other iterables do not come out of JSON; graphql-js knows what to do with one.
      if (typeof value === 'object' && value !== null && Symbol.iterator in value) return MISFIT;
      const only = coerceItem(value);
      return only === MISFIT ? MISFIT : [only];
    }
    const items: unknown[] = [];
    for (const item of value) {
      const coerced = coerceItem(item);
      if (coerced === MISFIT) return MISFIT;
      items.push(coerced);
    }
    return items;
  };
}

/** @param field the input field that holds it, where it is one */
function tooLong(length: number, field?: string): PedigraphError {
  const expected = field === undefined ? 'lists of' : `${field} to have`;
  return new PedigraphError(
    'BAD_USER_INPUT',
    `Expected ${expected} at most ${MAX_LIST} items, but got ${length}: send them in parts. Nothing was written.`,
    { max: MAX_LIST },
  );
}

interface InputField {
  readonly name: string;
  readonly coerce: CoerceInput;
  readonly defaultValue: unknown;
  readonly isRequired: boolean;
  readonly isList: boolean;
}

function compileObject(type: GraphQLInputObjectType): CoerceInput {
  let fields: readonly InputField[] | undefined; // once asked: an input may hold itself
  const names = new Set(Object.keys(type.getFields()));
  return (value) => {
    if (type.isOneOf || typeof value !== 'object' || value === null || Array.isArray(value)) return MISFIT;
    fields ??= fieldsOf(type);
    const given = value as Readonly<Record<string, unknown>>;
    const coerced: Record<string, unknown> = {};
    for (const { name, coerce, defaultValue, isRequired, isList } of fields) {
      const own = given[name];
      if (isList && Array.isArray(own) && own.length > MAX_LIST) throw tooLong(own.length, name);
      if (own !== undefined) {
        const result = coerce(own);
        if (result === MISFIT) return MISFIT;
        coerced[name] = result;
      } else if (defaultValue !== undefined) coerced[name] = defaultValue;
      else if (isRequired) return MISFIT;
    }
    for (const name of Object.keys(given)) if (!names.has(name)) return MISFIT;
    return coerced;
  };
}

function fieldsOf(type: GraphQLInputObjectType): readonly InputField[] {
  return Object.values(type.getFields()).map(({ name, type: fieldType, defaultValue }) => ({
    name,
    coerce: coercionOf(fieldType),
    defaultValue,
    isRequired: isNonNullType(fieldType),
    isList: isListType(getNullableType(fieldType)),
  }));
}
