// Three ways to find all that lies downstream of a thing. Each answers the refs it found, so that they can be compared.

import { post } from '../timing.mjs';

const WALK = `query ($of: String!, $depth: Int!, $first: Int!) {
  lineage(of: $of, direction: DOWNSTREAM, depth: $depth, first: $first) {
    complete nodes { id ref kind depth } edges { from to }
  }
}`;

/** One request to the gateway. */
export const gatewayWalk = (url) => async (root) => {
  const { lineage } = await post(url, WALK, { of: root, depth: 100, first: 2_000 });
  if (!lineage.complete) throw new Error('the walk is not complete');
  return lineage.nodes.map((node) => node.ref);
};

/** One recursive statement on the same rows, to the same JSON: the floor. */
export const recursiveSql = (client) => async (root) => {
  const { rows } = await client.query({
    name: 'walk',
    text: `WITH RECURSIVE down (id, depth) AS (
             SELECT $1::uuid, 0
             UNION SELECT e.downstream_id, d.depth + 1 FROM down d JOIN lineage_edge e ON e.upstream_id = d.id WHERE d.depth < 100),
           reached AS MATERIALIZED (
             SELECT n.id, n.ref, n.kind, min(d.depth) AS depth FROM down d JOIN lineage_node n USING (id) GROUP BY n.id)
           SELECT json_build_object(
             'nodes', (SELECT json_agg(json_build_object('id', id, 'ref', ref, 'kind', kind, 'depth', depth) ORDER BY depth, ref) FROM reached),
             'edges', (SELECT json_agg(json_build_object('from', u.ref, 'to', d.ref) ORDER BY u.ref, d.ref)
                       FROM reached u JOIN lineage_edge e ON e.upstream_id = u.id JOIN reached d ON d.id = e.downstream_id)
           )::text AS answer`,
    values: [root],
  });
  return JSON.parse(rows[0].answer).nodes.map((node) => node.ref);
};

/** A request for each node, one after the other: what a client does where the server knows one hop alone. */
export const oneHopWalk = (url) => async (root) => {
  const met = new Map();
  const queue = [root];
  for (let of = queue.shift(); of !== undefined; of = queue.shift()) {
    const { lineage } = await post(url, WALK, { of, depth: 1, first: 2_000 });
    for (const { id, ref } of lineage.nodes) {
      if (met.has(id)) continue;
      met.set(id, ref);
      if (id !== of) queue.push(id);
    }
  }
  return [...met.values()];
};
