import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LibraryServer, serveLibrary } from './serve-library.js';

/** MAYs that a server with CSRF prevention cannot grant: a GET without a header that browsers ask permission for. */
const FORBIDDEN_BY_CSRF_PREVENTION: ReadonlySet<string> = new Set(['5A70', 'D6D5', '6A70']);

let server: LibraryServer;
beforeAll(async () => {
  server = await serveLibrary();
});
afterAll(() => server.close());

describe('GraphQL over HTTP', () => {
  const audits = serverAudits({ url: () => `${server.url}/graphql` });
  for (const audit of audits) {
    test(`${audit.id} ${audit.name}`, async () => {
      const result = await audit.fn();
      const expected = FORBIDDEN_BY_CSRF_PREVENTION.has(audit.id) ? 'notice' : 'ok';
      expect({ status: result.status, ...('reason' in result ? { reason: result.reason } : {}) }).toMatchObject({
        status: expected,
      });
    });
  }
});
