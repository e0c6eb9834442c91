import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '#platform/config/config.js';
import { reportedError } from '#platform/server/answer-error.js';
import { refuseCrossSite } from '#platform/server/cross-site.js';
import { whileWaiting } from '#platform/server/graphql-route.js';
import type { Mount, MountedAnswer, MountedApi, MountedRequest } from '#platform/server/mount.js';
import { readJsonBody } from '#platform/server/read-json-body.js';
import { type AskingOptions, askInNameOf } from './ask-in-name.js';

/** What mounting takes. */
export interface MountingOptions extends AskingOptions {
  readonly config: Pick<Config, 'limits'>;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * Adds what is mounted. Its requests meet what those of `/graphql` meet: names of the server, load shedding,
 * authentication (HTTP Basic too), the caller's limits, protection from requests of other sites' pages.
 */
export function addMount(server: FastifyInstance, mount: Mount, options: MountingOptions): void {
  let loading: Promise<MountedApi> | undefined;
  const load = () => {
    loading ??= mount.load();
    return loading;
  };
  const handler = async (request: FastifyRequest, reply: FastifyReply) => {
    const api = await load();
    // By any other method a browser asks the server first (a CORS preflight request), which allows none.
    if (request.method === 'POST') refuseCrossSite(request);
    return send(reply, await api.answer(mountedRequest(request, reply, mount, options)));
  };
  void server.register(
    async (scope) => {
      scope.removeAllContentTypeParsers();
      // Whatever is sent is left to flow: only the one that is asked knows what it is and how much it takes.
      scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
      scope.setErrorHandler(async (error, request, reply) => {
        const { status, headers, reported } = reportedError(error, request);
        void reply.headers(headers);
        return send(reply, (await load()).refuse({ ...reported, status }));
      });
      for (const url of mount.open) scope.get(url, { config: { open: true, anyName: true } }, handler);
      for (const below of mount.uploads?.below ?? [])
        scope.route({ url: `${below}*`, method: mount.uploads!.method, config: { basic: true, slow: true }, handler });
      if (mount.isExact === true)
        scope.route({ url: '/', method: METHODS, exposeHeadRoute: false, config: { basic: true }, handler });
      scope.route({ url: '/*', method: METHODS, exposeHeadRoute: false, config: { basic: true }, handler });
    },
    { prefix: mount.path },
  );
}

function mountedRequest(
  request: FastifyRequest,
  reply: FastifyReply,
  mount: Mount,
  options: MountingOptions,
): MountedRequest {
  const { method, headers, params, routeOptions } = request;
  const { limits } = options.config;
  const waiting = whileWaiting(reply);
  const body = request.body instanceof Readable ? request.body : Readable.from([]);
  const rest = (params as Readonly<Record<string, string>>)['*'];
  const route = (routeOptions.url ?? '').slice(mount.path.length);
  return {
    method,
    path: rest === undefined ? route : `${route.slice(0, -1)}${rest}`,
    query: request.query as MountedRequest['query'],
    headers,
    body,
    json: () => readJsonBody(body, limits),
    ask: askInNameOf(request, waiting, options),
    get signal() {
      return waiting.signal;
    },
  };
}

function send(reply: FastifyReply, { status, headers, body }: MountedAnswer): FastifyReply {
  return reply.code(status).headers(headers).send(body);
}
