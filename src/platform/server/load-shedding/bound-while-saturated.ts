import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerKey } from '#platform/auth/caller-key.js';
import { loopUtilization } from './loop-utilization.js';
import { overloaded } from './overloaded.js';

/** What bounds the requests under way. */
export interface SaturationOptions {
  /** So many are never too many. */
  readonly least: number;
  /** How long a request may take in the mean while the event loop is saturated, in milliseconds. */
  readonly targetMs: number;
  /** How busy the event loop was since the last call, 0 to 1. @default that of this process */
  readonly utilization?: (() => number) | undefined;
  /** Calls back again and again, a tenth of a second apart; resolves to how to stop. @default by a timer */
  readonly every?: ((work: () => void) => () => void) | undefined;
}

/** Counts a request of its caller until it is answered; throws OVERLOADED where there are too many. */
export type BoundWhileSaturated = (request: FastifyRequest, reply: FastifyReply) => void;

/** Above it the loop has no time left, and whatever comes makes all that is under way slower. */
const SATURATED = 0.95;
/** Looks in a row at which it is, before it is more than a burst. */
const BURST = 2;
/** Looks in a row at which it is not and nobody was refused, before there is no bound any more. */
const CALM = 20;
const [INCREASE, DECREASE] = [1.05, 0.84];
/** The part of the last look in what is known of how many are answered. */
const WEIGHT = 0.05;
/** Milliseconds between two looks. */
const PERIOD = 50;

/**
 * Bounds how many requests are under way while the event loop is saturated, whatever they wait for: answers out of the
 * response cache, executions that several share and refusals take its time as well. By Little's law what is under way
 * is what is answered in a second times what each takes, so the bound is what is answered in `targetMs`. A burst is
 * let in; once it is none, the bound holds from the next request on: lowered step by step, it would let in a second's
 * load that nobody gets an answer to in time. A caller with less than its share of the bound is let in beyond it, up to as much again.
 */
export function boundWhileSaturated(options: SaturationOptions): BoundWhileSaturated {
  const { least, targetMs, utilization = loopUtilization(), every = everyPeriod } = options;
  const byCaller = new Map<string, number>();
  let underWay = 0;
  let most = Number.POSITIVE_INFINITY;
  let answered = 0;
  /** How many are answered between two looks. */
  let rate: number | undefined;
  let wasFull = false;
  let saturated = 0;
  let calm = 0;
  let stop: (() => void) | undefined;

  const adapt = (): void => {
    rate = rate === undefined ? answered : rate + WEIGHT * (answered - rate);
    answered = 0;
    saturated = utilization() > SATURATED ? saturated + 1 : 0;
    calm = saturated > 0 || wasFull ? 0 : calm + 1;
    // Where nothing was answered yet, as by a server that has just started, an answer may be one of those that are counted next.
    const floor = Math.max(least, Math.floor((Math.max(rate, WEIGHT) * targetMs) / PERIOD));
    if (saturated >= BURST && most === Number.POSITIVE_INFINITY) most = floor;
    else if (saturated >= BURST) most = Math.max(floor, Math.floor(Math.min(most, underWay) * DECREASE));
    else if (wasFull) most = Math.ceil(most * INCREASE);
    else if (calm >= CALM) most = Number.POSITIVE_INFINITY;
    wasFull = false;
    if (most === Number.POSITIVE_INFINITY && underWay <= least) {
      stop?.();
      stop = undefined;
    }
  };
  const admits = (own: number): boolean => {
    if (underWay < most) return true;
    wasFull = true;
    const callers = byCaller.size + (own === 0 ? 1 : 0);
    return underWay < 2 * most && own < Math.max(1, Math.floor(most / callers));
  };

  return ({ caller, routeOptions }, { raw }) => {
    if (routeOptions.config.lasting === true) return;
    const key = callerKey(caller);
    const own = byCaller.get(key) ?? 0;
    if (!admits(own)) throw overloaded(`${underWay} requests are under way`);
    underWay += 1;
    byCaller.set(key, own + 1);
    raw.once('close', () => {
      underWay -= 1;
      answered += 1;
      const left = (byCaller.get(key) ?? 1) - 1;
      if (left === 0) byCaller.delete(key);
      else byCaller.set(key, left);
    });
    if (underWay > least && stop === undefined) {
      utilization();
      rate = undefined;
      answered = 0;
      saturated = 0;
      stop = every(adapt);
    }
  };
}

function everyPeriod(work: () => void): () => void {
  const timer = setInterval(work, PERIOD).unref();
  return () => clearInterval(timer);
}
