import type { FastifyInstance } from 'fastify';
import type { ReadSession } from './read-session.js';

/** Lets a session go on that is used: an answer to a page of this server brings its new cookie, once half its time is up. */
export function renewSessions(server: FastifyInstance, session: Pick<ReadSession, 'renewal'>): void {
  server.addHook('onSend', (request, reply, payload, done) => {
    const renewal = request.headers.cookie === undefined ? undefined : session.renewal(request.headers);
    // What a route of signing in has set is later than the request's cookie.
    if (renewal === undefined || reply.hasHeader('set-cookie')) return done(null, payload);
    renewal.then(
      (cookie) => {
        if (cookie !== undefined) void reply.header('set-cookie', cookie);
        done(null, payload);
      },
      (error: Error) => done(error),
    );
  });
}
