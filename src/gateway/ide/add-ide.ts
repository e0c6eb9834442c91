import { createReadStream } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { securityHeaders } from '#platform/server/security-headers.js';
import { mediaTypeOf } from '../http/media-types.js';
import type { Ide } from './read-ide.js';

/** Nothing is loaded from, or sent to, anywhere but this server. */
const HEADERS = securityHeaders({
  'default-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"], // the editor writes its styles into the page
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'", 'data:'],
  'worker-src': ["'self'", 'blob:'],
  'object-src': ["'none'"],
  'base-uri': ["'self'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
});

/**
 * Adds an IDE for people: `/ide/` is the page and what it loads. It works without internet. It asks for no token, since
 * a browser sends none with a page: the page sends it with its queries, from its header panel.
 * @param paths where else the page is
 */
export function addIde(server: FastifyInstance, paths: readonly string[] = []): void {
  let read: Promise<Ide> | undefined;
  // Most servers are never asked for it.
  const ide = () => {
    read ??= import('./read-ide.js').then(({ readIde }) => readIde({ baseUrl: '/ide/', endpoint: '/graphql' }));
    return read;
  };
  const open = { config: { open: true } };

  for (const url of ['/ide/', ...paths])
    server.get(url, open, async (_request, reply) =>
      reply
        .headers(HEADERS)
        .type('text/html; charset=utf-8')
        .send((await ide()).page),
    );
  server.get('/ide', open, async (_request, reply) => reply.redirect('/ide/', 308));
  server.get('/ide/options.js', open, async (_request, reply) =>
    reply
      .headers(HEADERS)
      .type('text/javascript; charset=utf-8')
      .send((await ide()).options),
  );
  // By its name in a list: there is no path to escape from.
  server.get<{ Params: { '*': string } }>('/ide/*', open, async ({ params: { '*': name } }, reply) => {
    const file = (await ide()).files.get(name);
    const type = mediaTypeOf(name);
    if (file === undefined || type === undefined) return reply.callNotFound();
    return reply.headers(HEADERS).header('cache-control', 'max-age=3600').type(type).send(createReadStream(file));
  });
}
