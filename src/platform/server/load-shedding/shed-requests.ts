import type { FastifyReply, FastifyRequest } from 'fastify';
import type { LoadLimits } from '#platform/config/config.js';
import { overloaded } from './overloaded.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Its answers last as long as their clients stay: how many is bounded where they are opened. @default false */
    lasting?: boolean;
  }
}

/** When requests are refused as they come. */
export interface SheddingOptions extends Pick<LoadLimits, 'requests' | 'loopDelayMs'> {
  /** How late the event loop is, in milliseconds. */
  readonly loopDelay: () => number;
}

/** Counts a request until it is answered; throws OVERLOADED where the server has too much to do. */
export type ShedRequest = (request: FastifyRequest, reply: FastifyReply) => void;

/**
 * Refuses requests before anything of them is read, once more are under way than memory is meant for, or the event loop
 * is so late that none is answered in time: the last wall, behind the queue of executions.
 */
export function shedRequests({ requests, loopDelayMs, loopDelay }: SheddingOptions): ShedRequest {
  let underWay = 0;
  const answered = () => {
    underWay -= 1;
  };
  return ({ routeOptions }, { raw }) => {
    if (underWay >= requests) throw overloaded(`${underWay} requests are under way`);
    const late = loopDelay();
    if (late > loopDelayMs) throw overloaded(`it is ${Math.round(late)} ms late`);
    if (routeOptions.config.lasting === true) return;
    underWay += 1;
    raw.once('close', answered);
  };
}
