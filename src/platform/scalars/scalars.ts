import { GraphQLScalarType, Kind, print, valueFromASTUntyped } from 'graphql';
import { GraphQLDateTime, GraphQLJSON, GraphQLJSONObject, GraphQLSafeInt } from 'graphql-scalars';
import { jsonNumber } from '../digest/json-number.js';
import { objectOfEntries } from './object-of-entries.js';
import { readMoment } from './read-moment.js';

/** A moment, RFC 3339; see `readMoment` for the forms that are taken. */
export const DateTime = new GraphQLScalarType<Date>({
  ...GraphQLDateTime.toConfig(),
  description:
    'A moment as RFC 3339 writes it, such as `2026-03-01T10:00:00Z`. A date alone, such as `2026-03-01`, is taken for its midnight in UTC. Answers are in UTC, to the millisecond.',
  parseValue: readMoment,
  parseLiteral: (node) => readMoment(node.kind === Kind.STRING ? node.value : print(node)),
});
/** Any JSON value. */
export const Json = GraphQLJSON;
/**
 * A JSON object. One that a client sends may be a list of entries instead, so that a key can be any text: `__proto__` in
 * an object is refused by many JSON parsers and proxies on the way, ours among them.
 */
export const JsonObject = new GraphQLScalarType<object>({
  ...GraphQLJSONObject.toConfig(),
  description:
    'A JSON object. As an input it may also be a list of its entries, `[{ key: "lr", value: 0.1 }]`, in which a key is any text, `__proto__` too, which in an object is refused.',
  parseValue: (value) => (Array.isArray(value) ? objectOfEntries(value) : GraphQLJSONObject.parseValue(value)),
  parseLiteral: (node, variables) =>
    node.kind === Kind.LIST
      ? objectOfEntries(node.values.map((one) => valueFromASTUntyped(one, variables)))
      : GraphQLJSONObject.parseLiteral(node, variables),
});
/** A whole number up to 2^53 - 1: sizes in bytes, row counts, ledger positions. */
export const SafeInt = GraphQLSafeInt;

const NON_FINITE = new Set(['NaN', 'Infinity', '-Infinity']);

/**
 * A number as training code logs it: JSON has no word for a diverged loss, so the three non-finite ones are strings.
 */
export const MetricValue = new GraphQLScalarType<number, number | string>({
  name: 'MetricValue',
  description: 'A double-precision number; the non-finite ones are the strings "NaN", "Infinity" and "-Infinity".',
  serialize: (value) => jsonNumber(value as number),
  parseValue: toNumber,
  parseLiteral: (node) =>
    toNumber(
      node.kind === Kind.FLOAT || node.kind === Kind.INT
        ? Number(node.value)
        : node.kind === Kind.STRING
          ? node.value
          : null,
    ),
});

function toNumber(value: unknown): number {
  // One that is not finite was written as a number beyond a double's, and lost.
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value === 'string' && NON_FINITE.has(value)) return Number(value);
  throw new TypeError('expected a number, "NaN", "Infinity" or "-Infinity"');
}
