import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LibraryServer, serveLibrary } from './serve-library.js';

let server: LibraryServer;
beforeAll(async () => {
  server = await serveLibrary();
});
afterAll(() => server.close());

describe('GraphQL over HTTP', () => {
  const audits = serverAudits({ url: () => `${server.url}/graphql` });
  test('all that there are', () => expect(audits).toHaveLength(61));
  for (const audit of audits) {
    test(`${audit.id} ${audit.name}`, async () => {
      const result = await audit.fn();
      expect({ status: result.status, ...('reason' in result ? { reason: result.reason } : {}) }).toEqual({
        status: 'ok',
      });
    });
  }
});
