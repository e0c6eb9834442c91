// A load that is sent whether or not answers come: who waits for answers before asking on never overloads anybody.
import { setTimeout as pause } from 'node:timers/promises';
import { Agent, request } from 'undici';

/** Nine reads and a write. Every write moves the revision of the store, so few of the reads are out of the cache. */
const READS = [
  '{ models(first: 20) { totalCount nodes { name versions(first: 5) { nodes { ref status createdAt } } } } }',
  '{ models { nodes { name versions(first: 1) { nodes { ref digest createdAt } } } } }',
  '{ search(query: "churn") { totalCount } }',
  '{ modelVersion(ref: "demo/churn@latest") { ref lineage(direction: UPSTREAM) { nodes { ref kind } } } }',
];
const WRITE = 'mutation ($text: String!) { addNote(input: { of: "demo/churn", text: $text }) { model { name } } }';
const ONE_WRITE_IN = 10;
/** More than these under way at once are not sent: the client would measure itself. */
const MOST_UNDER_WAY = 4_000;
const TICK_MS = 10;

/** A client of a server, by open and by closed loops. */
export function createLoad(url) {
  const dispatcher = new Agent({ connections: 1_024, pipelining: 1, headersTimeout: 60_000, bodyTimeout: 60_000 });
  let number = 0;

  const send = async (token) => {
    number += 1;
    const isWrite = number % ONE_WRITE_IN === 0;
    const query = isWrite ? WRITE : READS[number % READS.length];
    const body = JSON.stringify({ query, ...(isWrite && { variables: { text: `note ${number}` } }) });
    const began = performance.now();
    const answer = await request(`${url}/graphql`, {
      method: 'POST',
      dispatcher,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body,
    });
    const text = await answer.body.text();
    return {
      status: answer.statusCode,
      retryAfter: answer.headers['retry-after'],
      text,
      ms: performance.now() - began,
    };
  };

  return {
    once: async (token) => (await send(token)).status,
    /** Answers a second, where so many wait for theirs before they ask on. */
    async closed({ token, connections, seconds }) {
      let answered = 0;
      const began = performance.now();
      const until = began + seconds * 1_000;
      await Promise.all(
        Array.from({ length: connections }, async () => {
          while (performance.now() < until) {
            const { status, text } = await send(token);
            if (status !== 200 || text.includes('"errors"'))
              throw new Error(`Expected an answer, got ${status}: ${text.slice(0, 300)}`);
            answered += 1;
          }
        }),
      );
      return answered / ((performance.now() - began) / 1_000);
    },
    /** Sends at a rate for each caller, and tells what came. */
    async open({ seconds, callers }) {
      const byCaller = callers.map(() => ({ sent: 0, accepted: 0, refused: 0 }));
      const times = [];
      const statuses = {};
      const unexpected = [];
      const underWay = new Set();
      const ask = async (token, counts) => {
        counts.sent += 1;
        try {
          const { status, retryAfter, text, ms } = await send(token);
          statuses[status] = (statuses[status] ?? 0) + 1;
          const isRefused = (status === 429 || status === 503) && retryAfter !== undefined;
          if (isRefused) counts.refused += 1;
          else if (status === 200 && !text.includes('"errors"')) {
            counts.accepted += 1;
            times.push(ms);
          } else if (unexpected.length < 10) unexpected.push(`${status} ${text.slice(0, 200)}`);
        } catch (error) {
          if (unexpected.length < 10) unexpected.push(String(error));
        }
      };
      const began = performance.now();
      const due = callers.map(() => 0);
      while (performance.now() < began + seconds * 1_000) {
        const passed = (performance.now() - began) / 1_000;
        callers.forEach(({ token, perSecond }, index) => {
          for (; due[index] < passed * perSecond; due[index] += 1) {
            if (underWay.size >= MOST_UNDER_WAY) continue;
            const asked = ask(token, byCaller[index]).finally(() => underWay.delete(asked));
            underWay.add(asked);
          }
        });
        await pause(TICK_MS);
      }
      await Promise.all(underWay);
      times.sort((a, b) => a - b);
      const sum = (key) => byCaller.reduce((total, counts) => total + counts[key], 0);
      const p99 = times[Math.floor(times.length * 0.99)] ?? 0;
      return { accepted: sum('accepted'), refused: sum('refused'), p99, statuses, unexpected, byCaller };
    },
    close: () => dispatcher.close(),
  };
}
