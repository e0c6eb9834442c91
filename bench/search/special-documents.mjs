// The part that is alike in every store, so that a selective query has the same answer in each.
import { WORDS_OF } from '../../dist/subgraphs/catalog/search/plain-text.js';
import { versionKey } from '../../dist/subgraphs/catalog/search/version-key.js';
import { id, SPECIAL } from '../registry-names.mjs';

const ENVIRONMENT = id(SPECIAL, '2000');

/** 900 versions of one model, of which every tenth or twentieth has something that nothing else has. */
export function specialDocuments() {
  const every = (n) => `generate_series(100::bigint, 999) AS n WHERE n % ${n} = 0`;
  return [
    document('MODEL_VERSION', 'bench/special-model', 100, 999),
    document('DATASET_VERSION', 'bench/special', 0, 99),
    document('ENVIRONMENT_VERSION', 'bench/special-env', 2_000, 2_000),
    { text: `INSERT INTO search_tag SELECT ${id(SPECIAL, 'n')}, 'stage', 'gold' FROM ${every(10)}` },
    {
      text: `INSERT INTO search_metric (document_id, key, run_last, run_low, run_high)
        SELECT ${id(SPECIAL, 'n')}, 'auc', 0.999 + n / 1e7, 0.9, 0.9999 FROM ${every(20)}`,
    },
    { text: `INSERT INTO search_parameter SELECT ${id(SPECIAL, 'n')}, 'depth', '77', 77 FROM ${every(20)}` },
    {
      text: `INSERT INTO search_package VALUES (${ENVIRONMENT}, 'rarelib', '3.1.4', $1)`,
      values: [versionKey('3.1.4')],
    },
    {
      text: `INSERT INTO search_note SELECT ${id(8, 'n')}, ${id(SPECIAL, 'n')}, 'do not use', ${WORDS_OF(`'do not use'`)} FROM ${every(20)}`,
    },
  ];
}

function document(kind, name, from, to) {
  const version = kind === 'MODEL_VERSION';
  const ref = `'${name}@1.' || n || '.0'`;
  const description = `'zephyr part ' || n % 10`;
  return {
    text: `INSERT INTO search_document (id, kind, ref, name, last_name, namespace, author, created, status, architecture,
        commit, digest, run_id, environment_id, description, about, words)
      SELECT ${id(SPECIAL, 'n')}, '${kind}', ${ref}, '${name}', '${name.split('/')[1]}', 'bench', 'bench-author',
        date_trunc('milliseconds', timestamptz '2023-01-01' + interval '3 years' * (n % 1000 / 1000.0)),
        ${version ? `CASE n % 4 WHEN 0 THEN 'ARCHIVED' ELSE 'APPROVED' END` : 'NULL'}, ${version ? `'bench-net'` : 'NULL'},
        ${version ? `'beef' || substr(md5('special' || n), 1, 36)` : 'NULL'},
        'sha256:' || encode(sha256(('${name}' || n)::bytea), 'hex'), NULL,
        ${version ? `CASE WHEN n % 20 = 0 THEN ${ENVIRONMENT} END` : kind === 'ENVIRONMENT_VERSION' ? ENVIRONMENT : 'NULL'},
        ${description}, '', setweight(${WORDS_OF(ref)}, 'A') || setweight(${WORDS_OF(description)}, 'B')
      FROM generate_series(${from}::bigint, ${to}) AS n`,
  };
}
