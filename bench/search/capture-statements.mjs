// Listens to what the product asks PostgreSQL, as it asks it.
import { RequestClient } from '../../dist/src/platform/database/driver/request-client.js';

/** What `work` answered, or the error it ended with, and the statements over the tables of search and lineage it led to. */
export async function captureStatements(work) {
  const statements = [];
  // The product's own class: the driver of bench/ is another copy.
  const { query } = RequestClient.prototype;
  RequestClient.prototype.query = function (config, values, ...rest) {
    const text = typeof config === 'string' ? config : config?.text;
    if (/\b(search_document|lineage_edge)\b/.test(text ?? '')) {
      statements.push({ text, values: Array.isArray(values) ? values : (config?.values ?? []) });
    }
    return query.call(this, config, values, ...rest);
  };
  try {
    return { answer: await work().catch((error) => error), statements };
  } finally {
    RequestClient.prototype.query = query;
  }
}
