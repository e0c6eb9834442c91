import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGraphqlClient } from '#integrations/client/graphql-client.js';
import { importMlflow } from '#integrations/mlflow/import-mlflow.js';
import {
  createStore,
  experimentMeta,
  hasRealStore,
  runMeta,
  unpackRealStore,
  versionMeta,
  WITHOUT_REAL_STORE,
} from '../integrations/mlflow-fixture.js';
import { CAN_BROWSE, type ExplorerWorld, openExplorerWorld, violationsOn } from './explorer-world.js';

let world: ExplorerWorld;
beforeAll(async () => {
  if (CAN_BROWSE) world = await openExplorerWorld();
});
afterAll(() => world?.[Symbol.asyncDispose]());

const RUNS = 12;
const idOf = (run: number) => run.toString(16).padStart(32, 'a');

/** A store as MLflow writes it: runs with curves, one of which became NaN, and a model whose alias is `champion`. */
function writtenStore() {
  const runs = Array.from({ length: RUNS }, (_, at): [string, string][] => {
    const folder = `7/${idOf(at)}`;
    const points = Array.from({ length: 30 }, (_point, step) => {
      const value = at === 3 && step > 20 ? 'nan' : (1 / (step + 1) + at / 50).toFixed(4);
      return `${1_714_741_043_100 + step} ${value} ${step}`;
    });
    return [
      [`${folder}/meta.yaml`, runMeta(idOf(at), { run_name: `swift-ünïcode-${at}`, experiment_id: "'7'" })],
      [`${folder}/params/lr`, String(at / 1_000)],
      [`${folder}/params/optimizer`, at % 2 === 0 ? 'adam' : 'sgd'],
      [`${folder}/metrics/val_loss`, `${points.join('\n')}\n`],
      [`${folder}/tags/mlflow.source.name`, 'train.py'],
      [`${folder}/artifacts/model/MLmodel`, 'flavors: {}\n'],
    ];
  });
  const version = (number: number) =>
    versionMeta(number, {
      run_id: idOf(number),
      source: `file:///Users/someone/mlruns/7/${idOf(number)}/artifacts/model`,
    });
  return createStore({
    '7/meta.yaml': experimentMeta('7', 'Imágenes de prueba'),
    ...Object.fromEntries(runs.flat()),
    'models/detector/meta.yaml': 'name: detector\ncreation_timestamp: 1714899871688\n',
    'models/detector/aliases/champion': '2',
    'models/detector/version-1/meta.yaml': version(1),
    'models/detector/version-2/meta.yaml': version(2),
  });
}

/** What was imported: a run of it, its models, and what a table of its runs shows. */
interface Imported {
  readonly runTable: {
    readonly totalCount: number;
    readonly nodes: readonly { readonly run: { readonly id: string } }[];
  };
  readonly models: {
    readonly nodes: readonly { readonly name: string; readonly latest: { readonly ref: string } | null }[];
  };
  readonly runKeys: { readonly metricKeys: readonly { readonly key: string }[] };
}

test.skipIf(!CAN_BROWSE).each([
  ['written', 'light'],
  ['real', 'dark'],
] as const)(
  'what was imported from a %s store of MLflow is shown by the pages, without an error, and fit for everybody: %s',
  async (which, colorScheme) => {
    if (which === 'real' && !hasRealStore) return console.warn(WITHOUT_REAL_STORE);
    await using store = which === 'real' ? await unpackRealStore() : await writtenStore();
    const client = createGraphqlClient({ url: world.graph.url });
    const { counts } = await importMlflow({ source: store.parent, client, namespace: which });
    const { data } = await world.graph.ask<Imported>(
      `query ($namespace: String!) {
        runTable(filter: { namespace: $namespace }, columns: [], first: 100) { totalCount nodes { run { id } } }
        models(first: 10, filter: { namespace: $namespace }) { nodes { name latest { ref } } }
        runKeys(filter: { namespace: $namespace }) { metricKeys { key } } }`,
      { namespace: which },
    );
    const { runTable, models, runKeys } = data;
    expect(counts.runs.imported).toBeGreaterThanOrEqual(RUNS);
    const ids = runTable.nodes.map(({ run }) => run.id);
    const model = models.nodes.find(({ latest }) => latest !== null)!;
    const metric = encodeURIComponent(runKeys.metricKeys[0]!.key);
    await using shown = await world.open({ colorScheme });
    const { page, faults, show } = shown;
    for (const at of [
      '/',
      `/runs?namespace=${which}&shown=${ids.slice(0, 66)}&curve=${metric}`,
      `/runs?namespace=${which}&picture=parallel`,
      `/runs/${ids[0]}`,
      `/compare-runs?runs=${ids.slice(0, 20)}`,
      `/models/${model.name}`,
      `/models/${model.latest!.ref}`,
      `/lineage?of=${model.latest!.ref}`,
    ]) {
      await show(at);
      expect([at, faults, await page.getByRole('alert').count(), await violationsOn(page)]).toEqual([at, [], 0, []]);
    }
    await show(`/runs?namespace=${which}`);
    await page.getByRole('heading', { name: `${runTable.totalCount.toLocaleString('en')} runs` }).waitFor();
    // MLflow's alias of what is in production is whatever its people call it.
    await show('/');
    await page.getByRole('row', { name: model.name }).getByText('champion').first().waitFor();
  },
);
