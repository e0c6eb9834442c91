import { GraphQLScalarType, Kind } from 'graphql';
import { GraphQLDateTime, GraphQLJSON, GraphQLJSONObject, GraphQLSafeInt } from 'graphql-scalars';
import { jsonNumber } from '../digest/json-number.js';

/** A moment in UTC on a day that every month has: nearly all there are, and one look shows that they are valid. */
const PLAIN_MOMENT = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?Z$/;

/** A moment, RFC 3339. */
export const DateTime = new GraphQLScalarType<Date>({
  ...GraphQLDateTime.toConfig(),
  parseValue: (value) =>
    typeof value === 'string' && PLAIN_MOMENT.test(value) ? new Date(value) : GraphQLDateTime.parseValue(value),
});
/** Any JSON value. */
export const Json = GraphQLJSON;
/** A JSON object. */
export const JsonObject = GraphQLJSONObject;
/** A whole number up to 2^53 - 1: sizes in bytes, row counts, ledger positions. */
export const SafeInt = GraphQLSafeInt;

const NON_FINITE = new Set(['NaN', 'Infinity', '-Infinity']);

/** A number as training code logs it: JSON has no word for a diverged loss, so the three non-finite ones are strings. */
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
