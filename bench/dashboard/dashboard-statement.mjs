const moment = (column) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
/** One object out of the columns that a query selects. */
const object = (select) => `(SELECT row_to_json(o) FROM (${select}) o)`;

const RUN = object(`
  SELECT r.id, r.name, coalesce(e.status, 'RUNNING') AS status, ${moment('r.started_at')} AS "startedAt",
    (SELECT coalesce(json_object_agg(key, value), '{}') FROM experiments.run_parameter WHERE run_id = r.id) AS parameters,
    (SELECT coalesce(json_agg(last ORDER BY key), '[]')
     FROM (SELECT DISTINCT ON (key) key, value, step FROM experiments.metric_point
           WHERE run_id = r.id ORDER BY key, step DESC, timestamp DESC) last) AS metrics
  FROM experiments.run r LEFT JOIN experiments.run_end e ON e.run_id = r.id
  WHERE r.id = (v.run_pin ->> 'id')::uuid`);

const DATASET_VERSION = object(`
  SELECT ref, digest, rows, license FROM datasets.dataset_version WHERE id = (pin ->> 'id')::uuid`);

const DATASETS = `
  (SELECT coalesce(json_agg(d ORDER BY place), '[]')
   FROM (SELECT pin ->> 'role' AS role, ${DATASET_VERSION} AS "datasetVersion", place
         FROM jsonb_array_elements(v.dataset_pins) WITH ORDINALITY AS pins (pin, place)) p,
        LATERAL (SELECT p.role, p."datasetVersion") d)`;

const ENVIRONMENT = object(`
  SELECT ref, digest, image, os FROM environments.environment_version WHERE id = (v.environment_pin ->> 'id')::uuid`);

const NODES = `
  (SELECT coalesce(json_agg(node), '[]') FROM (
     SELECT v.id, v.version, v.ref, v.digest, ${moment('v.created_at')} AS "createdAt", v.created_by AS "createdBy",
       ${RUN} AS run, ${DATASETS} AS datasets, ${ENVIRONMENT} AS environment
     FROM models.model_version v WHERE v.model_id = m.id ORDER BY v.id DESC LIMIT 20) node)`;

/**
 * The dashboard's answer made by PostgreSQL alone, over the tables of four subgraphs at once: what somebody writes who
 * needs this one answer fast and nothing else. `$1` is the model's name; the answer is the whole body.
 */
export const DASHBOARD_STATEMENT = {
  name: 'dashboard',
  text: `
    SELECT json_build_object('data', json_build_object('model', ${object(`
      SELECT m.name, ${object(`SELECT ${NODES} AS nodes`)} AS versions FROM models.model m WHERE m.name = $1`)}))::text AS body`,
};
