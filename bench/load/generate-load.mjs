// A process of its own, so that it does not disturb: told what to ask, it keeps so many connections busy, each asking
// again as soon as it has its answer.
import { Pool } from 'undici';
import { faultOf, fingerprint } from './compare-answers.mjs';

/** One answer in so many is read and compared with what PostgreSQL alone answers; all are looked at for errors. */
const COMPARED = 50;

/** Where the value of a request goes in the template. */
const PLACE = '@value@';

process.once('message', (job) =>
  generate(job).then(
    (result) => process.send(result, () => process.exit(0)),
    (error) => process.send({ fault: error.stack }, () => process.exit(1)),
  ),
);
process.once('disconnect', () => process.exit(0));

/**
 * `requests` are asked in turn: `{ body }` by POST, `{ search }` by GET with the ETag of the last answer, `{ value }` by
 * POST of the template with the value in it. With `once` none is asked again: whoever writes twice the same measures
 * how fast that is refused. `expected` is the fingerprint of each answer, by the request's key.
 */
async function generate({ url, requests, template, once = false, expected, connections, warmUp, seconds }) {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const seen = { times: [], answered: 0, compared: 0, notModified: 0, bytes: 0 };
  const etags = new Map();
  let turn = 0;
  let since;
  let until;
  let measuring = false;
  let stopped = false;
  let fault = null;

  const ask = async () => {
    const number = turn++;
    const {
      key,
      value,
      search,
      body = value && template.replace(PLACE, () => value),
    } = requests[number % requests.length];
    const compared = number % COMPARED === 0;
    const etag = compared ? undefined : etags.get(key);
    const began = performance.now();
    const { statusCode, headers, answer } = await send(pool, {
      path: pathname + (search ?? ''),
      method: search === undefined ? 'POST' : 'GET',
      headers: {
        ...(search === undefined ? { 'content-type': 'application/json' } : { 'apollo-require-preflight': 'yes' }),
        accept: 'application/json',
        ...(etag && { 'if-none-match': etag }),
      },
      ...(body && { body }),
    });
    const took = performance.now() - began;
    if (search !== undefined && headers.etag !== undefined) etags.set(key, headers.etag);
    if (statusCode === 304 && etag !== undefined) {
      if (measuring) seen.notModified += 1;
    } else {
      fault ??= faultOf(statusCode, answer);
      if (compared && expected !== undefined && fault === null) {
        seen.compared += 1;
        if (fingerprint(answer) !== expected[key]) fault = `another answer than expected for ${key}`;
      }
    }
    if (!measuring) return;
    seen.times.push(took);
    seen.answered += 1;
    seen.bytes += answer.length;
  };
  const worker = async () => {
    while (!stopped && fault === null && !(once && turn >= requests.length)) await ask();
  };
  const phases = async () => {
    await sleep(warmUp);
    measuring = true;
    since = performance.now();
    process.send({ phase: 'measuring' });
    await sleep(seconds);
    measuring = false;
    until = performance.now();
    process.send({ phase: 'measured' });
    stopped = true;
  };
  const sleep = (time) => new Promise((resolve) => setTimeout(resolve, time * 1_000));
  const began = phases();
  await Promise.all(Array.from({ length: connections }, worker));
  if (once && turn >= requests.length) fault ??= `${requests.length} requests were not enough for ${seconds} seconds`;
  if (fault === null) await began;
  await pool.destroy();
  if (fault !== null) return { fault };
  const times = Float64Array.from(seen.times).sort();
  return {
    perSecond: (1_000 * seen.answered) / (until - since),
    median: times[Math.floor(times.length * 0.5)],
    p99: times[Math.floor(times.length * 0.99)],
    answered: seen.answered,
    asked: turn,
    compared: seen.compared,
    notModified: seen.notModified,
    bytes: seen.bytes / seen.answered,
  };
}

/** By `dispatch`, which costs less than `request`: where answers are cheap, the client would be what is measured. */
function send(pool, request) {
  return new Promise((resolve, reject) => {
    let head;
    const chunks = [];
    pool.dispatch(request, {
      onRequestStart() {},
      onResponseStart(_, statusCode, headers) {
        head = { statusCode, headers };
      },
      onResponseData(_, chunk) {
        chunks.push(chunk);
      },
      onResponseEnd() {
        resolve({ ...head, answer: chunks.length === 1 ? chunks[0] : Buffer.concat(chunks) });
      },
      onResponseError(_, error) {
        reject(error);
      },
    });
  });
}
