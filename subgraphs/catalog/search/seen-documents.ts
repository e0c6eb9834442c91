import type { SeenTable } from '#platform/database/rows/over-seen.js';

/** Documents of what is seen; the ref of each begins with its namespace, that of a model is its name. */
export const SEEN_DOCUMENTS: SeenTable = {
  name: 'search_document',
  query: ({ sees }) => `SELECT * FROM search_document WHERE ${sees('ref')}`,
};

/** Whether the run of a model version is seen, from which its metrics and parameters come; a run is its own. */
const RUN_IS_SEEN = '(d.run_id IS NULL OR EXISTS (SELECT FROM search_document run WHERE run.id = d.run_id))';

/** The tables of search, without what is hidden, and without what a version seen has from a run or environment that is not. */
export const SEEN_SEARCH: readonly SeenTable[] = [
  SEEN_DOCUMENTS,
  {
    name: 'search_metric',
    query: () => `
      SELECT m.document_id, m.key, m.last, m.low, m.high
      FROM search_metric m JOIN search_document d ON d.id = m.document_id WHERE ${RUN_IS_SEEN}
      UNION ALL
      SELECT m.document_id, m.key, m.evaluated_last, m.evaluated_low, m.evaluated_high
      FROM search_metric m JOIN search_document d ON d.id = m.document_id
      WHERE m.evaluated_last IS NOT NULL AND NOT ${RUN_IS_SEEN}`,
  },
  {
    name: 'search_parameter',
    query: () => `
      SELECT p.* FROM search_parameter p JOIN search_document d ON d.id = p.document_id WHERE ${RUN_IS_SEEN}`,
  },
  {
    name: 'search_package',
    query: () => `
      SELECT p.* FROM search_package p JOIN search_document e ON e.id = p.environment_id`,
  },
  {
    name: 'search_alias',
    query: () => 'SELECT a.* FROM search_alias a JOIN search_document d ON d.id = a.document_id',
  },
];
