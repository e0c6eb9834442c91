import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parse } from 'graphql';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { whileWaiting } from '#platform/server/graphql-route.js';
import type { HttpAnswer } from '#platform/server/http-answer.js';
import { statusOfCode } from '#platform/server/http-status.js';
import { parseInTurns } from '#platform/turns/parse-in-turns.js';
import type { Documents } from '../documents/documents.js';
import type { AnswerOperation } from '../http/answer-operation.js';
import { namesTag } from '../http/not-modified.js';
import { readOperation } from '../http/read-operation.js';
import { columnsOf } from './columns-of.js';
import { listInAnswer } from './list-in-answer.js';
import { writeCsv } from './write-csv.js';
import { writeRows } from './write-rows.js';

/** What tables take. */
export interface TablesOptions {
  readonly answer: AnswerOperation;
  readonly documents: Documents;
}

const FORMS = {
  '/query.csv': { type: 'text/csv; charset=utf-8; header=present', write: writeCsv },
  '/query.json': { type: 'application/json; charset=utf-8', write: writeRows },
} as const;

/**
 * Adds `/query.csv` and `/query.json`: one list of a query's answer as a table, for what reads tables (Observable,
 * Evidence, spreadsheets). The operation is read from the URL and answered as by `GET /graphql`: by the same rights,
 * limits, trusted documents and caches. An answer with an error is no table: the errors are answered, as there.
 */
export function addTables(server: FastifyInstance, { answer, documents }: TablesOptions): void {
  for (const [url, { type, write }] of Object.entries(FORMS)) {
    server.get(url, { exposeHeadRoute: false }, async (request, reply) => {
      const { path, ...parameters } = request.query as Readonly<Record<string, unknown>>;
      if (path !== undefined && typeof path !== 'string')
        throw new PedigraphError('BAD_REQUEST', 'Expected one path=, and the URL has several.');
      const asked = asOperation(request, parameters);
      const operation = readOperation(asked, documents);
      const answered = await answer(asked, whileWaiting(reply));
      const text = await textOf(answered);
      const { data, errors } = (await parseInTurns(text)) as GraphqlAnswer;
      if (errors !== undefined || answered.status !== 200)
        return reply.code(statusOf(answered, errors)).headers(kept(answered)).type('application/json').send(text);

      const { place, rows } = listInAnswer(data, path);
      const { query, operationName } = operation;
      const columns = columnsOf(parse(String(query)), (operationName as string | undefined) ?? undefined, place, rows);
      // The list is a part of the answer that its tag stands for; each form has one of its own.
      if ('etag' in answered) {
        const etag = `"${createHash('sha256').update(`${url} ${path} ${answered.etag}`).digest('base64url')}"`;
        void reply.headers({ etag, 'cache-control': 'private, no-cache', vary: 'authorization, cookie' });
        if (namesTag(request.headers['if-none-match'], etag)) return reply.code(304).send();
      }
      return reply.type(type).send(Readable.from(write(columns, rows)));
    });
  }
}

interface GraphqlAnswer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly extensions?: { readonly code?: unknown } }[];
}

/** The request as one of `GET /graphql` by a client that wants statuses of its errors. */
function asOperation(request: FastifyRequest, query: Readonly<Record<string, unknown>>) {
  const { caller, id, log, server } = request;
  const { 'if-none-match': _, ...headers } = request.headers;
  const texts = Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const url = `/graphql?${new URLSearchParams(texts)}`;
  const accept = 'application/graphql-response+json';
  return { method: 'GET', url, headers: { ...headers, accept }, query, body: undefined, caller, id, log, server };
}

async function textOf({ body }: HttpAnswer): Promise<string> {
  if (typeof body === 'string') return body;
  if (Buffer.isBuffer(body)) return body.toString();
  const parts: string[] = [];
  for await (const part of body) parts.push(part);
  return parts.join('');
}

/** An error beside data shows in no status of GraphQL; here there is no table then. */
function statusOf({ status }: HttpAnswer, errors: GraphqlAnswer['errors'] = []): number {
  return status === 200 ? statusOfCode(errors[0]?.extensions?.code) : status;
}

/** What of the headers says when to ask again, or what is allowed. */
function kept({ headers }: HttpAnswer): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => /^(?:retry-after|allow)$/i.test(name)));
}
