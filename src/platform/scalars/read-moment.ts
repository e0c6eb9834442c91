import { GraphQLError } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';

/** A moment in UTC on a day that every month has: nearly all there are, and one look shows that they are valid. */
const PLAIN_MOMENT = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?Z$/;

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * The moment that a value of a client's means: RFC 3339, or a date alone, which is its midnight in UTC.
 * @throws {GraphQLError} that says which forms are taken.
 */
export function readMoment(value: unknown): Date {
  if (typeof value === 'string') {
    if (PLAIN_MOMENT.test(value)) return new Date(value);
    if (DATE.test(value)) return readDate(value);
  }
  try {
    return GraphQLDateTime.parseValue(value);
  } catch {
    throw noMoment(value);
  }
}

function readDate(text: string): Date {
  const midnight = new Date(`${text}T00:00:00Z`);
  // JavaScript takes a 30th of February for a day of March.
  if (Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(text)) throw noMoment(text);
  return midnight;
}

function noMoment(value: unknown): GraphQLError {
  const given = JSON.stringify(value)?.slice(0, 60);
  return new GraphQLError(
    `Expected a moment such as "2026-03-01T10:00:00Z" or "2026-03-01T11:00:00.500+01:00", or a date such as "2026-03-01", which is its midnight in UTC, but got ${given}.`,
  );
}
