import { Readable } from 'node:stream';
import type { MountedAnswer } from '#platform/server/mount.js';
import type { MlflowError } from './mlflow-error.js';

const JSON_HEADERS = { 'content-type': 'application/json' } as const;

/** A message as JSON: 64-bit integers as numbers, as MLflow's server writes them, and what is no number as its name. */
export function jsonAnswer(message: object): MountedAnswer {
  return { status: 200, headers: JSON_HEADERS, body: JSON.stringify(message) };
}

/** The same for what is long: the JSON in parts, none of which waits for the next one. */
export function streamedAnswer(parts: AsyncIterable<string>): MountedAnswer {
  return { status: 200, headers: JSON_HEADERS, body: Readable.from(parts, { objectMode: false }) };
}

/** Plain text. */
export function textAnswer(text: string): MountedAnswer {
  return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: text };
}

/** An error as MLflow's server writes it. */
export function errorAnswer({ code, message, status, retryAfter }: MlflowError): MountedAnswer {
  return {
    status,
    headers: retryAfter === null ? JSON_HEADERS : { ...JSON_HEADERS, 'retry-after': String(retryAfter) },
    body: JSON.stringify({ error_code: code, message }),
  };
}
