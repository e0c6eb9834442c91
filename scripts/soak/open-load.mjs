// A load that is sent whether or not answers come: who waits for answers before asking on never overloads anybody.
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { operation } from './operations.mjs';

/** More than these under way at once are not sent: the client would measure itself. */
const MOST_UNDER_WAY = 2_000;
/** As a fleet of clients has them, which keep theirs. */
const CONNECTIONS = 256;
const TICK_MS = 5;

/** A client of a server, by open and by closed loops. */
export function createLoad(url) {
  const pool = new Pool(url, { connections: CONNECTIONS, pipelining: 1, headersTimeout: 60_000 });
  let number = 0;

  const post = async (token, body) => {
    const began = performance.now();
    const { status, headers, text } = await send(pool, {
      path: '/graphql',
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body,
    });
    const isRefused = (status === 429 || status === 503) && headers['retry-after'] !== undefined;
    const isAnswered = status === 200 && !text.includes('"errors":');
    return { status, isRefused, isAnswered, text, ms: performance.now() - began };
  };
  const next = (token) => {
    const { isWrite, body } = operation(number++);
    return post(token, body).then((answer) => ({ ...answer, isWrite }));
  };

  return {
    post,
    once: async (token) => (await next(token)).status,
    /** Answers a second, where so many wait for theirs before they ask on; who is refused pauses. */
    async closed({ token, connections, seconds }) {
      let answered = 0;
      const began = performance.now();
      const worker = async () => {
        while (performance.now() < began + seconds * 1_000) {
          const { isAnswered, isRefused, status, text } = await next(token);
          if (isAnswered) answered += 1;
          else if (isRefused) await pause(100);
          else throw new Error(`Expected an answer, got ${status}: ${text.slice(0, 300)}`);
        }
      };
      await Promise.all(Array.from({ length: connections }, worker));
      return answered / ((performance.now() - began) / 1_000);
    },
    /** Sends at a rate for each caller, evenly, and notes in `seen` what came. */
    async open({ seconds, callers, seen }) {
      const underWay = new Set();
      const began = performance.now();
      const due = callers.map(() => 0);
      while (performance.now() < began + seconds * 1_000) {
        const passed = (performance.now() - began) / 1_000;
        callers.forEach(({ token, perSecond }, index) => {
          for (; due[index] < passed * perSecond; due[index] += 1) {
            if (underWay.size >= MOST_UNDER_WAY) continue;
            const asked = next(token)
              .then(
                (answer) => seen.note(index, answer),
                (error) => seen.note(index, { status: 0, text: String(error), ms: 0 }),
              )
              .finally(() => underWay.delete(asked));
            underWay.add(asked);
          }
        });
        await pause(TICK_MS);
      }
      await Promise.all(underWay);
    },
    close: () => pool.destroy(),
  };
}

/** What came of a load, over all of its parts. */
export function createTally(callers) {
  const byCaller = Array.from({ length: callers }, () => ({ sent: 0, accepted: 0, refused: 0 }));
  const times = [];
  const statuses = {};
  const unexpected = [];
  return {
    byCaller,
    statuses,
    unexpected,
    note(index, { status, isRefused, isAnswered, isWrite, text, ms }) {
      const counts = byCaller[index];
      counts.sent += 1;
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (isRefused) counts.refused += 1;
      else if (isAnswered) {
        counts.accepted += 1;
        times.push({ ms, isWrite });
      } else if (unexpected.length < 5) unexpected.push(`${status} ${text.slice(0, 200)}`);
    },
    accepted: () => byCaller.reduce((sum, { accepted }) => sum + accepted, 0),
    refused: () => byCaller.reduce((sum, { refused }) => sum + refused, 0),
    /** Milliseconds that a part of what was accepted took at most. */
    quantile(part, of = () => true) {
      const sorted = Float64Array.from(times.filter(of), ({ ms }) => ms).sort();
      return sorted[Math.floor(sorted.length * part)] ?? 0;
    },
  };
}

/** By `dispatch`, which costs less than `request`: client and server share the processors. */
function send(pool, request) {
  return new Promise((resolve, reject) => {
    let head;
    let text = '';
    pool.dispatch(request, {
      onRequestStart() {},
      onResponseStart(_, status, headers) {
        head = { status, headers };
      },
      onResponseData(_, chunk) {
        text += chunk.latin1Slice();
      },
      onResponseEnd() {
        resolve({ ...head, text });
      },
      onResponseError(_, error) {
        reject(error);
      },
    });
  });
}
