import type { FastifyInstance } from 'fastify';
import { answerMalformedHttp } from './answer-malformed-http.js';

/**
 * Ends requests whose body takes longer than `time` to arrive, in milliseconds, as Node.js itself does, but on routes
 * that are `slow`: Node.js knows one limit for all of a server, which is then that of those routes.
 */
export function endSlowRequests(server: FastifyInstance, time: number): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const { raw, routeOptions } = request;
    const hasBody = raw.headers['transfer-encoding'] !== undefined || Number(raw.headers['content-length']) > 0;
    if (hasBody && routeOptions.config.slow !== true) {
      const end = () => answerMalformedHttp(new SlowRequest(), raw.socket, server.connections);
      const timer = setTimeout(end, time);
      raw.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
    }
    done();
  });
}

class SlowRequest extends Error {
  readonly code = 'ERR_HTTP_REQUEST_TIMEOUT';
}
