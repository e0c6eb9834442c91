import { GraphQLScalarType, Kind, print } from 'graphql';
import { GraphQLDateTime, GraphQLJSON, GraphQLJSONObject, GraphQLSafeInt } from 'graphql-scalars';
import { jsonNumber } from '../digest/json-number.js';
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
/** A JSON object. */
export const JsonObject = GraphQLJSONObject;
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
