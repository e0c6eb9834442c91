import { request } from 'undici';
import { dashboardBody, dashboardSearch } from '../dashboard/dashboard-query.mjs';
import { DASHBOARD_STATEMENT } from '../dashboard/dashboard-statement.mjs';
import { fingerprint } from '../load/compare-answers.mjs';
import { runLoad, WrongAnswer } from '../load/run-load.mjs';
import { seededRandom, shuffled, zipfChoices } from '../seed/random.mjs';
import { MODELS, modelName } from '../seed/seed-registry.mjs';
import { costOf, costPerAnswer, rssOf } from '../servers/process-cost.mjs';
import { startVariant, VARIANTS } from '../servers/variants.mjs';
import { median } from '../timing.mjs';

const CONNECTIONS = 16;
/** Dashboards that are polled at the same time. */
const POLLED = 48;
/** Asked of every variant before and after the load; the last is a model that does not exist. */
const COMPARED = [0, 1, 499, 998, 999, MODELS].map(modelName);

/** What PostgreSQL alone answers for every model, as fingerprints. */
export async function expectedAnswers(client) {
  const names = [...Array.from({ length: MODELS }, (_, n) => n), MODELS].map(modelName);
  const expected = {};
  for (const name of names) {
    const { rows } = await client.query({ ...DASHBOARD_STATEMENT, values: [name] });
    expected[name] = fingerprint(rows[0].body);
  }
  return expected;
}

/** Which models are asked for, in which order: the same for all variants of a kind. */
export function requestsOf(kind) {
  const random = seededRandom(7);
  const models = shuffled(
    Array.from({ length: MODELS }, (_, n) => modelName(n)),
    random,
  );
  if (kind === 'polled') return models.slice(0, POLLED).map((key) => ({ key, search: dashboardSearch(key) }));
  const names = kind === 'zipf' ? zipfChoices(models, 20_000, random) : models;
  return names.map((key) => ({ key, body: dashboardBody(key) }));
}

/** One round of one variant: its own processes, its answers compared, its load, its cost. */
export async function measureVariant(name, { store, work, expected, warmUp, seconds, nodeArgs }) {
  const { url, pids, close } = await startVariant(name, {
    databaseUrl: store.servingUrl,
    work,
    model: COMPARED[0],
    nodeArgs,
  });
  try {
    const requests = requestsOf(VARIANTS[name].requests);
    await refuseOtherAnswers(url, expected);
    if (name === 'polling' && !(await givesEtag(url, requests[0]))) return { note: 'no ETag' };
    // Warm is what it is after a while: every answer that fits is kept. How long that while is, `cold` tells.
    if (VARIANTS[name].requests === 'zipf') await askEach(url, requestsOf('each'));
    // V8 takes longer to compile what is often run where several processes share the cores, and the requests.
    const settling = pids.length > 1 ? 2 * warmUp : warmUp;
    const job = { url, requests, expected, connections: CONNECTIONS, warmUp: settling, seconds };
    const { before, after, ...seen } = await runLoad(job, () => costOf(pids, store));
    const rss = rssOf(pids);
    await refuseOtherAnswers(url, expected);
    return { ...seen, ...costPerAnswer({ ...seen, before, after }), rss };
  } catch (error) {
    if (error instanceof WrongAnswer) throw new WrongAnswer(`${name}: ${error.message}`);
    throw error;
  } finally {
    await close();
  }
}

/** The medians of a variant's rounds. */
export function summarise(rounds) {
  if (rounds[0].note !== undefined) return { note: rounds[0].note };
  const of = (key) => median(rounds.map((round) => round[key]));
  const sum = (key) => rounds.reduce((total, round) => total + round[key], 0);
  return {
    ...Object.fromEntries(
      ['perSecond', 'median', 'p99', 'nodeCpu', 'postgresCpu', 'rss', 'bytes'].map((key) => [key, of(key)]),
    ),
    answered: sum('answered'),
    compared: sum('compared'),
    notModified: sum('notModified'),
  };
}

async function askEach(url, requests) {
  const waiting = [...requests];
  const worker = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const headers = { 'content-type': 'application/json' };
      const response = await request(url, { method: 'POST', headers, body: next.body });
      await response.body.dump();
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
}

async function refuseOtherAnswers(url, expected) {
  for (const model of COMPARED) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: dashboardBody(model),
    });
    const body = await response.text();
    if (fingerprint(body) !== expected[model]) {
      throw new WrongAnswer(`another answer than PostgreSQL alone gives for ${model}: ${body.slice(0, 1_000)}`);
    }
  }
}

/** Not by `fetch`: beside an If-None-Match it says that no kept answer is wanted. */
async function givesEtag(url, { search }) {
  const ask = async (etag) => {
    const headers = { 'apollo-require-preflight': 'yes', ...(etag && { 'if-none-match': etag }) };
    const response = await request(url + search, { headers });
    await response.body.dump();
    return response;
  };
  const { etag } = (await ask()).headers;
  return etag !== undefined && (await ask(etag)).statusCode === 304;
}
