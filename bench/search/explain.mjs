// The plan of a statement, as it ran.
/** A sequential scan of fewer rows is not worth an index. */
const SMALL = 5_000;

/** The plan, and what is in it: what is read without an index and how much of it, how many rows were looked at. */
export async function explain(client, { text, values }) {
  await client.query('SET statement_timeout = 30000');
  try {
    const { rows } = await client.query(`EXPLAIN (ANALYZE, BUFFERS) ${text}`, values);
    const plan = rows.map((row) => row['QUERY PLAN']);
    return { text, ...summaryOf(plan), plan: plan.map(shortened) };
  } catch (error) {
    return { text, problem: error.message, scanned: [], rows: 0 };
  }
}

const READ = /(\w+(?: \w+)*) Scan.* on (\w+).*\(actual time=\S+ rows=([\d.]+) loops=(\d+)\)/;

function summaryOf(plan) {
  const reads = [];
  for (const line of plan) {
    const [, way, table, rows, loops] = READ.exec(line) ?? [];
    if (table !== undefined) reads.push({ way, table, rows: rows * loops, loops: Number(loops) });
    const removed = /Rows Removed by (?:Filter|Index Recheck): (\d+)/.exec(line)?.[1];
    const last = reads.at(-1);
    if (removed !== undefined && last !== undefined) last.rows += removed * last.loops;
  }
  const scans = reads.filter(({ way, rows }) => way.endsWith('Seq') && rows > SMALL);
  return {
    scanned: scans.map(({ table, rows }) => `${Math.round(rows)} rows of ${table}`),
    rows: reads.filter(({ way }) => !way.endsWith('Bitmap Index')).reduce((sum, { rows }) => sum + rows, 0),
  };
}

/** A list of thousands of ids tells nobody anything. */
const shortened = (line) => (line.length > 400 ? `${line.slice(0, 400)} …` : line);
