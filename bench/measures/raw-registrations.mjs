import { WrongAnswer } from '../load/run-load.mjs';
import { equalTable, insertOf, onConnections } from './raw-tables.mjs';

/** What a registration leaves in the registry, a row each; and what the catalog keeps of it, some rows each. */
const REGISTRY = ['models.model_version', 'models.ledger_event'];
const CATALOG = ['ledger_entry', 'registry_version', 'lineage_node', 'lineage_edge', 'search_document'].map(
  (name) => `catalog.${name}`,
);

/** The ledger and the catalog began empty: what they have now are the registrations, in their order. */
const ROWS = {
  'models.model_version':
    '(SELECT v.* FROM models.model_version v JOIN models.ledger_event e ON e.subject = v.ref ORDER BY e.position) rows',
  'models.ledger_event': '(SELECT * FROM models.ledger_event ORDER BY position) rows',
};
const rowsIn = (table) => ROWS[table] ?? `(SELECT * FROM ${table} ORDER BY ctid) rows`;

/**
 * The very rows that registrations wrote, once more as raw INSERTs into equal tables, a transaction for each registration:
 * all of its rows, and those of the registry alone.
 * @returns transactions a second, and how many rows one has
 */
export async function insertRegistrations(client, { url, connections, written }) {
  const sources = [];
  for (const table of [...REGISTRY, ...CATALOG]) {
    const { statement, rows } = await insertOf(client, table, rowsIn(table));
    sources.push({ table, text: statement.text, rows });
  }
  for (const { table, rows } of sources) {
    // Nodes and edges are several, or shared with what was there.
    if (/node|edge/.test(table) ? rows.length < written : rows.length !== written) {
      throw new WrongAnswer(`${written} registrations left ${rows.length} rows in ${table}`);
    }
  }
  const measure = async (tables, schema) => {
    const chosen = sources.filter(({ table }) => tables.includes(table));
    const works = await preparedWork(client, chosen, { schema, written });
    const perSecond = await onConnections({ url, connections }, works, async (one, inserts) => {
      await one.query('BEGIN');
      for (const insert of inserts) await one.query(insert);
      await one.query('COMMIT');
    });
    return { perSecond, rows: chosen.reduce((sum, { rows }) => sum + rows.length, 0) / written };
  };
  return {
    all: await measure([...REGISTRY, ...CATALOG], 'raw'),
    registry: await measure(REGISTRY, 'raw_registry'),
  };
}

/** For each registration its INSERTs, prepared, one for each row. */
async function preparedWork(client, sources, { schema, written }) {
  const works = Array.from({ length: written }, () => []);
  for (const { table, text, rows } of sources) {
    const name = await equalTable(client, table, schema);
    const insert = { name, text: text.replace(table, name) };
    rows.forEach((values, index) => {
      works[Math.floor((index * written) / rows.length)].push({ ...insert, values });
    });
  }
  return works;
}
