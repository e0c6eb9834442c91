import type { FastifyInstance } from 'fastify';
import { PedigraphError } from '../errors/pedigraph-error.js';
import { exceedsValues } from '../json/exceeds-values.js';
import { holdsNumber } from '../json/holds-number.js';
import { inexactNumberError, inexactNumberIn } from '../json/inexact-number.js';
import { CHARACTERS_AT_ONCE, parseInTurns } from '../turns/parse-in-turns.js';
import { tooManyValues } from './read-json-body.js';

/** The parts of an operation that hold values of the client's. */
const JUDGED = ['variables', 'extensions'] as const;
const AMONG: ReadonlySet<string> = new Set(JUDGED);

/** `__proto__` and `constructor` as keys, as far as they can be found without parsing; escaped in any way. */
const SPECIAL_KEY = /"(?:__proto__|constructor|[^"\\]*\\u00[^"]*)"\s*:/;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Makes JSON the one kind of body the server reads. Bytes that are not UTF-8 are refused rather than replaced: a name
 * or a digest must arrive as it was sent. So are a `__proto__` key, and numbers of an operation that parsing would
 * change, and a body of more than `mostValues` values before it is parsed.
 */
export function parseJsonBodies(server: FastifyInstance, mostValues: number): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const charset = /charset\s*=\s*"?([^\s;"]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
    if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
      done(new PedigraphError('BAD_REQUEST', `The body must be UTF-8, got ${charset}.`, { http: { status: 415 } }));
      return;
    }
    let text: string;
    try {
      text = utf8.decode(body);
    } catch {
      done(new PedigraphError('BAD_REQUEST', 'The body must be UTF-8, and has bytes that are not.'));
      return;
    }
    if (exceedsValues(text, mostValues)) {
      done(tooManyValues(mostValues));
      return;
    }
    const judged = (error: Error | null, value?: unknown) => {
      if (error !== null) return done(malformed(text));
      const inexact = hasNumbers(value) ? inexactNumberIn(text, { among: AMONG }) : null;
      // As every refusal of a well-formed request: 400 is for clients that know a GraphQL answer by its media type.
      const status = request.headers.accept?.includes('application/graphql-response+json') === true ? 400 : 200;
      done(inexact === null ? null : inexactNumberError(inexact, { status }), value);
    };
    // A body with one of those keys goes to Fastify's parser, which decides whether to refuse it.
    if (text.length <= CHARACTERS_AT_ONCE || SPECIAL_KEY.test(text)) parse(request, text, judged);
    else parseInTurns(text).then((value) => judged(null, value), judged);
  });
}

/**
 * Most operations hold no number, which costs less to learn from the parsed body than from its text with the document.
 */
function hasNumbers(body: unknown): boolean {
  const parts = (body ?? {}) as Readonly<Record<string, unknown>>;
  return JUDGED.some((name) => holdsNumber(parts[name]));
}

function malformed(text: string): PedigraphError {
  if (text.trim() === '')
    return new PedigraphError('BAD_REQUEST', 'The body is empty; send a JSON object with a "query".');
  if (isJson(text)) {
    return new PedigraphError(
      'BAD_REQUEST',
      'The body has the key "__proto__" or "constructor.prototype"; leave it out.',
    );
  }
  return new PedigraphError('BAD_REQUEST', 'The body is not JSON; send a JSON object with a "query".');
}

/** Tells a body that is no JSON from one that was refused for its keys: Fastify's error is the same for both. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
