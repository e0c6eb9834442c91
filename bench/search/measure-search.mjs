// What each shape of a query costs through the gateway, and the plan of every statement it led to.
import { median, post, timed } from '../timing.mjs';
import { captureStatements } from './capture-statements.mjs';
import { explain } from './explain.mjs';
import { SHAPES } from './shapes.mjs';

const ROUNDS = 15;
/** The first rounds warm caches and compilers up. */
const WARM_UP = 4;
const PAGE = `query ($query: String!, $first: Int!, $after: String, $orderBy: SearchOrder) {
  search(query: $query, first: $first, after: $after, orderBy: $orderBy) { nodes { __typename } pageInfo { endCursor } }
}`;
const COUNTS = `query ($query: String!) {
  search(query: $query, first: 1) { nodes { __typename } totalCount facets { field values { value count } } }
}`;

/** A row a shape: how long it takes in the middle, how many results it showed, and what its plans read. */
export async function measureSearch(url, client) {
  const rows = [];
  for (const [shape, options] of SHAPES) rows.push({ shape, ...(await measure(url, client, options)) });
  return rows;
}

async function measure(url, client, { query, orderBy, place, counts = false }) {
  const variables = { query, ...(counts ? {} : { first: 20, orderBy }) };
  const ask = () => post(url, counts ? COUNTS : PAGE, variables);
  try {
    if (place !== undefined) variables.after = await cursorAt(url, { query, orderBy }, place);
  } catch (error) {
    return { problem: error.message, plans: [] };
  }
  const { answer, statements } = await captureStatements(ask);
  if (statements.length === 0) throw new Error('no statement was seen, so there is no plan to look at');
  const plans = [];
  for (const statement of statements) plans.push(await explain(client, statement));
  if (answer instanceof Error) return { problem: answer.message, plans };
  const times = [];
  try {
    // One that takes long is measured less often.
    for (let round = 0; round < ROUNDS && sum(times) < 10_000; round++) times.push(await timed(ask));
  } catch (error) {
    return { problem: error.message, plans };
  }
  return {
    ms: median(times.length > 2 * WARM_UP ? times.slice(WARM_UP) : times),
    results: answer.search.totalCount ?? answer.search.nodes.length,
    plans,
  };
}

const sum = (numbers) => numbers.reduce((all, number) => all + number, 0);

/** The cursor of a place that is many pages back. */
async function cursorAt(url, variables, place) {
  let after;
  for (let read = 0; read < place; read += 100) {
    ({
      search: {
        pageInfo: { endCursor: after },
      },
    } = await post(url, PAGE, { ...variables, first: 100, after }));
  }
  return after;
}
