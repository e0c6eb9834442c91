// Fills the tables of search for the same registry that generateLineage makes: the same seed, the same rows.
import { WORDS_OF } from '../../dist/subgraphs/catalog/search/plain-text.js';
import { versionKey } from '../../dist/subgraphs/catalog/search/version-key.js';
import {
  DATASET,
  datasetName,
  ENVIRONMENT,
  even,
  experimentName,
  heavy,
  id,
  MODEL,
  modelName,
  namespace,
  RUN,
  VERSION,
  versionName,
} from '../registry-names.mjs';
import { fillWithoutIndexes } from './fill-without-indexes.mjs';
import { specialDocuments } from './special-documents.mjs';

/** Documents of one statement: several connections fill at a time. */
const SLICE = 100_000;

/** Every version, run, dataset and environment is a document; half of them have `term0` somewhere in their words. */
export async function generateSearch(connect, versions) {
  const counts = {
    [VERSION]: versions,
    [RUN]: versions,
    [DATASET]: Math.max(10, Math.floor(versions / 5)),
    [ENVIRONMENT]: Math.max(1, Math.floor(versions / 100)),
    [MODEL]: Math.max(1, Math.floor(versions / 20)),
  };
  const statements = Object.entries(counts).flatMap(([kind, count]) =>
    Array.from({ length: Math.ceil(count / SLICE) }, (_, slice) => {
      const [from, to] = [slice * SLICE, Math.min(count, (slice + 1) * SLICE) - 1];
      return { text: document(Number(kind), counts, from, to) };
    }),
  );
  await fillWithoutIndexes(connect, [
    ...statements,
    ...[RUN, VERSION].flatMap((kind) => measured(kind, versions)),
    ...tagged(counts),
    packaged(counts[ENVIRONMENT]),
    ...specialDocuments(),
  ]);
}

const WORD = (n, salt) => `'term' || ${heavy(n, salt, 5_000, 4)}`;
const DESCRIPTION = `concat_ws(' ', ${[11, 12, 13, 14, 15, 16].map((salt) => WORD('n', salt)).join(', ')})`;
const AUTHOR = `'user' || ${heavy('n', 3, 2_000)}`;
const pick = (names, n, salt) =>
  `(ARRAY[${names.map((name) => `'${name}'`).join(', ')}])[1 + ${heavy(n, salt, names.length, 2)}]`;
const STATUSES = ['IN_REVIEW', 'IN_REVIEW', 'APPROVED', 'ARCHIVED', 'REJECTED', 'PRODUCTION'];
const RUN_STATUSES = ['FINISHED', 'FINISHED', 'FINISHED', 'FAILED', 'RUNNING'];
const ARCHITECTURES = [
  'transformer',
  'resnet',
  'gradient-boosted-trees',
  'lstm',
  'unet',
  'bert',
  'gan',
  'vae',
  'knn',
  'svm',
];
const COMMIT = `md5('commit' || n / 3) || substr(md5('more' || n / 3), 1, 8)`;
const DIGEST = (kind) => `'sha256:' || encode(sha256(('${kind}' || n)::bytea), 'hex')`;

/** The columns that are not the same for every kind: name, ref and the rest. */
function columnsOf(kind, { [VERSION]: versions, [ENVIRONMENT]: environments }) {
  const environment = id(ENVIRONMENT, heavy('n', 4, environments));
  switch (kind) {
    case VERSION:
      return {
        kind: 'MODEL_VERSION',
        name: versionName('n', versions),
        ref: `name || '@1.' || n || '.0'`,
        status: pick(STATUSES, 'n', 5),
        architecture: pick(ARCHITECTURES, 'n', 6),
        commit: COMMIT,
        run_id: id(RUN, 'n'),
        environment_id: environment,
      };
    case RUN:
      return {
        kind: 'RUN',
        name: `'run-' || n`,
        ref: `${experimentName('n', versions)} || '@' || n`,
        namespace: `split_part(${versionName('n', versions)}, '/', 1)`,
        status: pick(RUN_STATUSES, 'n', 7),
        commit: COMMIT,
        experiment: experimentName('n', versions),
        run_id: id(RUN, 'n'),
        environment_id: environment,
      };
    case DATASET:
      return { kind: 'DATASET_VERSION', name: datasetName('n'), ref: `name || '@1.' || n % 10 || '.0'` };
    case ENVIRONMENT:
      return {
        kind: 'ENVIRONMENT_VERSION',
        name: `${namespace('n')} || '/env' || n`,
        ref: `name || '@1.0.0'`,
        environment_id: id(ENVIRONMENT, 'n'),
      };
    case MODEL:
      return { kind: 'MODEL', name: modelName('n'), ref: 'name', digest: 'NULL' };
  }
}

function document(kind, counts, from, to) {
  const columns = columnsOf(kind, counts);
  const or = (column, otherwise = 'NULL') => columns[column] ?? otherwise;
  return `INSERT INTO search_document (id, kind, ref, name, last_name, namespace, author, created, status, architecture,
      commit, digest, experiment, run_id, environment_id, description, about, words)
    SELECT ${id(kind, 'n')}, '${columns.kind}', ref, name, split_part(name, '/', -1),
      ${or('namespace', `split_part(name, '/', 1)`)}, ${AUTHOR},
      date_trunc('milliseconds', timestamptz '2023-01-01' + interval '3 years' * (n::float8 / ${counts[kind]})),
      ${or('status')}, ${or('architecture')}, ${or('commit')}, ${or('digest', DIGEST(kind))}, ${or('experiment')},
      ${or('run_id')}::uuid, ${or('environment_id')}::uuid, described, ${or('architecture', `''`)},
      setweight(${WORDS_OF(`ref || ' ' || name`)}, 'A') || setweight(${WORDS_OF(`described || ' ' || ${or('architecture', `''`)}`)}, 'B')
    FROM generate_series(${from}::bigint, ${to}) AS n, LATERAL (SELECT ${columns.name} AS name, ${DESCRIPTION} AS described) AS named,
      LATERAL (SELECT ${columns.ref} AS ref) AS referred`;
}

/** What a run measured and its parameters; a version has the same of the run that produced it. */
function measured(kind, versions) {
  const metric = (key, last, of = 'true') => ({
    text: `INSERT INTO search_metric (document_id, key, run_last, run_low, run_high)
      SELECT ${id(kind, 'n')}, '${key}', last, last * 0.9, last FROM generate_series(0::bigint, ${versions - 1}) AS n,
        LATERAL (SELECT ${last} AS last) AS value WHERE ${of}`,
  });
  const parameter = (key, text, number, of = 'true') => ({
    text: `INSERT INTO search_parameter (document_id, key, text, number)
      SELECT ${id(kind, 'n')}, '${key}', ${text}, ${number} FROM generate_series(0::bigint, ${versions - 1}) AS n WHERE ${of}`,
  });
  const rate = `power(10, -1 - ${even('n', 25)} * 4)`;
  return [
    metric('auc', `0.5 + 0.49 * ${even('n', 21)}`),
    metric('loss', `2 * power(${even('n', 22)}, 2)`),
    metric('f1', `${even('n', 23)}`, 'n % 10 = 3'),
    parameter('learning_rate', `(${rate})::text`, rate),
    parameter('optimizer', pick(['adam', 'sgd', 'adamw', 'lion'], 'n', 26), 'NULL::float8'),
    parameter('depth', `(2 + n % 30)::text`, '2 + n % 30', 'n % 3 = 0'),
  ];
}

function tagged({ [VERSION]: versions, [MODEL]: models }) {
  const tag = (kind, count, key, value, of = 'true') => ({
    text: `INSERT INTO search_tag (document_id, key, value)
      SELECT ${id(kind, 'n')}, '${key}', ${value} FROM generate_series(0::bigint, ${count - 1}) AS n WHERE ${of}`,
  });
  return [
    tag(VERSION, versions, 'stage', pick(['dev', 'candidate', 'final'], 'n', 31)),
    tag(VERSION, versions, 'group', `'group' || ${heavy('n', 32, 200)}`, 'n % 3 = 0'),
    tag(RUN, versions, 'group', `'group' || ${heavy('n', 33, 200)}`, 'n % 3 = 0'),
    tag(MODEL, models, 'tier', `1 + n % 3`, 'n % 10 = 0'),
    {
      text: `INSERT INTO search_note (id, document_id, text, words)
        SELECT ${id(7, 'n')}, ${id(VERSION, 'n')}, note, ${WORDS_OF('note')}
        FROM generate_series(0::bigint, ${versions - 1}, 50) AS n, LATERAL (SELECT ${DESCRIPTION} AS note) AS noted`,
    },
    {
      text: `INSERT INTO search_alias (model, alias, document_id)
        SELECT name, 'production', id FROM (SELECT DISTINCT ON (name) name, id FROM search_document
          WHERE kind = 'MODEL_VERSION' AND status = 'PRODUCTION' ORDER BY name, created DESC) AS newest`,
      last: true,
    },
  ];
}

/** Some twenty packages an environment, numpy and torch nearly always, in sixty versions. */
function packaged(environments) {
  const numbers = Array.from({ length: 60 }, (_, n) => `${Math.floor(n / 20)}.${n % 20}.${n % 5}`);
  const names = ['numpy', 'torch', 'pandas', 'scikit-learn', 'scipy', 'pyarrow'];
  return {
    text: `INSERT INTO search_package (environment_id, name, version, version_key)
      SELECT ${id(ENVIRONMENT, 'n')},
        CASE WHEN p <= ${names.length} THEN ${`(ARRAY['${names.join(`', '`)}'])[p]`} ELSE 'lib' || ${heavy('n * 100 + p', 41, 1_000)} END,
        ($1::text[])[v], ($2::text[])[v]
      FROM generate_series(0::bigint, ${environments - 1}) AS n, generate_series(1, 20) AS p,
        LATERAL (SELECT 1 + floor(60 * ${even('n * 100 + p', 42)})::int AS v) AS chosen`,
    values: [numbers, numbers.map(versionKey)],
  };
}
