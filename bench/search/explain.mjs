// The plan of a statement, as it ran.
/** A sequential scan of fewer rows is not worth an index. */
const SMALL = 5_000;

/** The plan, and what is in it: which tables are read from one end to the other, how many rows were looked at. */
export async function explain(client, { text, values }) {
  await client.query('SET statement_timeout = 60000');
  try {
    const { rows } = await client.query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`, values);
    const { Plan: plan, 'Execution Time': ms } = rows[0]['QUERY PLAN'][0];
    const { rows: lines } = await client.query(`EXPLAIN (ANALYZE, BUFFERS) ${text}`, values);
    return { text, ms, ...summaryOf(plan), plan: lines.map((line) => line['QUERY PLAN']) };
  } catch (error) {
    return { text, problem: error.message, scanned: [], rows: 0, blocks: 0 };
  }
}

function summaryOf(plan) {
  const nodes = [];
  const visit = (node) => {
    nodes.push(node);
    for (const child of node.Plans ?? []) visit(child);
  };
  visit(plan);
  const looked = (node) =>
    (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)) *
    node['Actual Loops'];
  const reads = nodes.filter((node) => node['Relation Name'] !== undefined);
  const scanned = reads.filter((node) => node['Node Type'] === 'Seq Scan' && looked(node) > SMALL);
  return {
    scanned: scanned.map((node) => node['Relation Name']),
    rows: reads.reduce((sum, node) => sum + looked(node), 0),
    blocks: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'],
  };
}
