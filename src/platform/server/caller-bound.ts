import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerKey } from '../auth/caller-key.js';
import { rateLimited } from './rate-limited.js';

/** Counts a request of its caller until it is answered; throws RATE_LIMITED where the caller has too many. */
export type BoundCaller = (request: FastifyRequest, reply: FastifyReply) => void;

/**
 * Bounds the requests that one caller has under way, before their bodies are read: so the memory that they hold, and
 * the places that are left for others.
 */
export function boundCallers(most: number): BoundCaller {
  const underWay = new Map<string, number>();
  return ({ caller, routeOptions }, { raw }) => {
    if (routeOptions.config.lasting === true) return;
    const key = callerKey(caller);
    const own = underWay.get(key) ?? 0;
    if (own >= most) {
      throw rateLimited(`You have ${own} requests under way`, { limit: 'requestsAtOnce', max: most, retryAfter: 1 });
    }
    underWay.set(key, own + 1);
    raw.once('close', () => {
      const left = (underWay.get(key) ?? 1) - 1;
      if (left === 0) underWay.delete(key);
      else underWay.set(key, left);
    });
  };
}
