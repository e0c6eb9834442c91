import { sealRun } from '../../dist/subgraphs/experiments/run/run-manifest.js';
import { sealModel } from '../../dist/subgraphs/models/model-version/content/model-manifest.js';
import { copyRows } from './copy-rows.mjs';
import { seededRandom } from './random.mjs';
import { datasetRows, environmentRows, named, versionOf } from './registry-parts.mjs';

export const MODELS = 1_000;
export const VERSIONS_OF_A_MODEL = 20;
/** Parameters of a run, and metrics of a run. */
const KEYS = 10;
/** Points of a metric: an earlier one, and the last, which the dashboard shows. */
const STEPS = [0, 100];
const EXPERIMENTS = 100;
/** Runs that have not ended and have nothing yet: one for each batch of points, those of the warm-up included. */
const OPEN_RUNS = 8_000;

export const modelName = (n) => `bench/model-${n}`;

/**
 * Fills an empty store: the same seed, the same rows. The product's own triggers check every digest on the way in.
 * No ledger events: nothing that is measured reads them.
 * @returns how many rows each table got, what registrations can pin, and runs that still take metrics
 */
export async function seedRegistry(client, seed = 42) {
  const make = maker(seededRandom(seed));
  const counts = {};
  const copy = async (table, rows) => {
    // The triggers know the tables of their own schema by their bare names.
    await client.query(`SET search_path TO ${table.split('.')[0]}`);
    counts[table] = await copyRows(client, table, rows);
  };
  const datasets = await datasetRows(make);
  const environments = await environmentRows(make);
  const experiments = Array.from({ length: EXPERIMENTS }, (_, n) => named(make, `bench/experiment-${n}`));
  const models = Array.from({ length: MODELS }, (_, n) => named(make, modelName(n)));
  const parts = { datasets: datasets.versions, environments: environments.versions, experiments };
  const runs = [];
  const versions = [];
  // Version by version, not model by model: so the versions of a model lie as far apart on disk as they do in life.
  for (let n = 0; n < VERSIONS_OF_A_MODEL; n++) {
    for (const model of models) {
      const run = await runOf(make, parts);
      runs.push(run);
      versions.push(await modelVersionOf(make, model, n, run));
    }
  }
  // Foreign keys are not looked up row by row: every id here was made here. Seals and digests are checked even so.
  const openRuns = await Promise.all(Array.from({ length: OPEN_RUNS }, () => runOf(make, parts)));
  await client.query('SET session_replication_role TO replica');
  await copy('datasets.dataset', datasets.names);
  await copy('datasets.dataset_version', datasets.versions);
  await copy('environments.environment', environments.names);
  await copy('environments.environment_version', environments.versions);
  await copy('experiments.experiment', experiments);
  await copy(
    'experiments.run',
    [...runs, ...openRuns].map((run) => run.row),
  );
  await copy(
    'experiments.run_parameter',
    flat(runs, (run) => run.parameters),
  );
  await copy(
    'experiments.metric_point',
    flat(runs, (run) => run.points),
  );
  // Last: the database takes no parameter and no metric of a run that has ended.
  await copy(
    'experiments.run_end',
    runs.map((run) => run.end),
  );
  await copy('models.model', models);
  await copy('models.model_version', versions);
  for (const table of Object.keys(counts)) await client.query(`VACUUM ANALYZE ${table}`);
  await client.query('RESET ALL');
  await client.query('CHECKPOINT');
  return { counts, pins: versions.slice(-MODELS).map(pinsOf), openRuns: openRuns.map(({ row }) => row.id) };
}

async function runOf(make, { datasets, environments, experiments }) {
  const experiment = make.one(experiments);
  const created_at = make.moment();
  const id = make.id(created_at);
  const [training, test] = [make.one(datasets), make.one(datasets)];
  const pin = (role, { id, ref, digest }) => ({ role, id, ref, digest });
  const input_pins = [pin('TRAINING', training), pin('TEST', test)];
  const { id: environmentId, ref, digest, image } = make.one(environments);
  const environmentPin = { id: environmentId, ref, digest };
  const code = { repository: 'https://git.example.org/bench.git', commit: make.hex(40), path: null, dirty: false };
  const parameters = keys('parameter').map((key) => ({ run_id: id, key, value: make.number() }));
  const points = keys('metric').flatMap((key) =>
    STEPS.map((step) => ({ run_id: id, key, step, timestamp: created_at, value: make.number() })),
  );
  const row = {
    id,
    experiment_id: experiment.id,
    ref: `${experiment.name}@${id}`,
    name: `run ${make.hex(8)}`,
    external_id: null,
    code,
    input_pins,
    environment_pin: environmentPin,
    tags: {},
    started_at: created_at,
    created_at,
    created_by: 'bench',
  };
  const sealed = await sealRun({
    run: { id, name: row.name, code, inputPins: input_pins, environmentPin },
    status: 'FINISHED',
    parameters: Object.fromEntries(parameters.map(({ key, value }) => [key, value])),
    metrics: points.filter(({ step }) => step === STEPS.at(-1)),
    artifacts: [],
  });
  const end = { run_id: id, status: 'FINISHED', ended_at: created_at, artifacts: [], ...sealed };
  return { row, parameters, points, end, environmentPin: { ...environmentPin, image } };
}

/** One version with what it pins, made and sealed as all of them are. */
export async function sampleVersion(seed = 42) {
  const make = maker(seededRandom(seed));
  const datasets = await datasetRows(make);
  const environments = await environmentRows(make);
  const experiments = [named(make, 'bench/experiment-0')];
  const run = await runOf(make, { datasets: datasets.versions, environments: environments.versions, experiments });
  return modelVersionOf(make, named(make, modelName(0)), 0, run);
}

async function modelVersionOf(make, model, n, { row: run, end, environmentPin }) {
  const content = {
    architecture: 'gradient-boosted-trees',
    code: run.code,
    config: { objective: 'binary', rounds: make.integer(1_000) },
    artifacts: ['model.onnx', 'card.md'].map((path) => ({
      path,
      uri: `s3://bench/${model.name}/${n}/${path}`,
      digest: make.digest(),
      sizeBytes: make.integer(1e8),
      mediaType: null,
    })),
    datasetPins: run.input_pins,
    environmentPin,
    runPin: { id: run.id, ref: run.ref, digest: end.digest },
    loggedModelPin: null,
    parentPins: [],
  };
  return {
    ...versionOf(make, model, 'model_id', n),
    ...(await sealModel(content)),
    external_version: null,
    architecture: content.architecture,
    code: content.code,
    config: content.config,
    artifacts: content.artifacts,
    dataset_pins: content.datasetPins,
    environment_pin: content.environmentPin,
    run_pin: content.runPin,
    parent_pins: [],
    missing: [],
    bump: n === 0 ? { level: 'INITIAL', reasons: [] } : { level: 'PATCH', reasons: ['it comes from another run'] },
    description: null,
    tags: {},
    build: null,
  };
}

const pinsOf = ({ name, dataset_pins, environment_pin, run_pin }) => ({
  model: name,
  datasets: dataset_pins.map(({ role, ref }) => ({ role, ref })),
  environment: environment_pin.ref,
  run: run_pin.id,
});

const keys = (kind) => Array.from({ length: KEYS }, (_, n) => `${kind}_${n}`);

function* flat(items, of) {
  for (const item of items) yield* of(item);
}

/** Values, ids and rising moments out of one stream of random numbers. */
function maker(random) {
  let now = Date.UTC(2025, 0, 1);
  const integer = (below) => Math.floor(random() * below);
  const hex = (digits) => {
    let text = '';
    while (text.length < digits)
      text += integer(2 ** 32)
        .toString(16)
        .padStart(8, '0');
    return text.slice(0, digits);
  };
  return {
    integer,
    hex,
    number: () => Number(random().toPrecision(7)),
    one: (items) => items[integer(items.length)],
    digest: () => `sha256:${hex(64)}`,
    moment: () => {
      now += 1_000;
      return new Date(now);
    },
    // A UUIDv7: its first 48 bits are the moment, so ids rise as the moments do.
    id: (at) => {
      const time = at.getTime().toString(16).padStart(12, '0');
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(12)}`;
    },
  };
}
