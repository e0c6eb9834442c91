import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** The same text for the same answer, whatever the order of its keys; `extensions` are no part of the answer. */
export function fingerprint(body) {
  const { data, errors } = JSON.parse(body);
  return createHash('sha256').update(canonicalize({ data, errors })).digest('base64');
}

const ERRORS = Buffer.from('"errors"');

/** Why an answer under load is not one: another status than 200, or `errors` in it. Null where it is. */
export function faultOf(status, body) {
  if (status !== 200) return `status ${status}: ${body.toString().slice(0, 500)}`;
  return body.includes(ERRORS) ? `errors: ${body.toString().slice(0, 500)}` : null;
}
