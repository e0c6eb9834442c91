import { readFileSync } from 'node:fs';
import { Kind, parse } from 'graphql';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { tellStory } from '../../support/moving-story.js';
import { createTestGraph, type TestGraph } from '../../support/test-graph.js';
import type { InfinityQuery } from './dashboard-model.js';
import { columnsOf, interpolate, requestOf, type Values } from './infinity.js';
import { queriesOf, readDashboards, valuesOf } from './read-dashboards.js';

const TOKEN = 'a-token-of-grafana-and-nobody-else';
const DASHBOARDS = readDashboards();
const CHOSEN = { model: 'demo/churn', metric: 'auc', target: 'demo-us' };

/** Columns that have no value while all is well. */
const EMPTY_WHILE_WELL = ['pedigraph-health, panel The catalog behind each ledger: problem'];

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph({ PEDIGRAPH_TOKEN: TOKEN });
  await tellStory(graph, TOKEN);
  await vi.waitFor(
    async () => {
      const { data } = await graph.ask<{ catalogStatus: { lagEvents: number }[] }>('{ catalogStatus { lagEvents } }');
      expect(data.catalogStatus.map(({ lagEvents }) => lagEvents)).toEqual([0, 0, 0, 0, 0]);
    },
    { timeout: 120_000, interval: 100 },
  );
});
afterAll(() => graph[Symbol.asyncDispose]());

/** What a dashboard shows by default, and the moment now. */
const SPAN = { from: new Date(Date.now() - 90 * 86_400_000), to: new Date(Date.now() + 3_600_000) };

function filled(query: InfinityQuery, values: Values): InfinityQuery {
  const { url_options } = query;
  return {
    ...query,
    root_selector: interpolate(query.root_selector, values, SPAN),
    url_options: {
      ...url_options,
      body_graphql_query: interpolate(url_options.body_graphql_query, values, SPAN),
      body_graphql_variables: interpolate(url_options.body_graphql_variables, values, SPAN),
    },
  };
}

const ask = (query: InfinityQuery, token = TOKEN) => fetch(new URL(query.url, graph.url), requestOf(query, token));

test.each(DASHBOARDS)(
  'every query of %s is answered, and each of its columns finds values of its type',
  async (_, dashboard) => {
    const values = valuesOf(dashboard, CHOSEN);
    const without: string[] = [];
    for (const [place, written] of queriesOf(dashboard)) {
      const query = filled(written, values);
      const answered = await ask(query);
      const answer = (await answered.json()) as { errors?: unknown };
      expect([answered.status, answer.errors], `${place} ${JSON.stringify(answer.errors)}`).toEqual([200, undefined]);
      for (const [name, column] of columnsOf(answer, query))
        if (column.every((value) => value === null)) without.push(`${place}: ${name}`);
    }
    expect(without.filter((column) => !EMPTY_WHILE_WELL.includes(column))).toEqual([]);
  },
);

test('what a variable is asked for is what it is chosen from', async () => {
  const choices = new Map<string, unknown>();
  for (const [, dashboard] of DASHBOARDS)
    for (const { name, query } of dashboard.templating.list) {
      if (typeof query === 'string') continue;
      const asked = filled(query.infinityQuery, valuesOf(dashboard, CHOSEN));
      const [column] = columnsOf(await (await ask(asked)).json(), asked).values();
      choices.set(name, column);
    }
  expect(Object.fromEntries(choices)).toEqual({
    namespace: ['demo'],
    model: ['demo/churn', 'demo/forecast'],
    metric: ['auc', 'loss'],
    target: ['demo-eu', 'demo-us'],
  });
});

test('one namespace narrows, and All is all of them', async () => {
  const health = DASHBOARDS.find(([file]) => file.endsWith('health.json'))![1];
  const [, registered] = queriesOf(health)[0]!;
  const countIn = async (values: Values) => {
    const query = filled(registered, values);
    return columnsOf(await (await ask(query)).json(), query).get('versions');
  };
  expect(await countIn(valuesOf(health, CHOSEN))).toEqual([5]);
  expect(await countIn({ namespace: 'demo' })).toEqual([5]);
  expect(await countIn({ namespace: 'a "quoted" one' })).toEqual([0]);
});

test('a query that is refused has a status that the plugin shows', async () => {
  const [, query] = queriesOf(DASHBOARDS[0]![1])[0]!;
  const plain = filled(query, valuesOf(DASHBOARDS[0]![1], CHOSEN));
  expect((await ask(plain, 'a-token-of-nobody')).status).toBe(401);
  const broken = { ...plain, url_options: { ...plain.url_options, body_graphql_query: '{ nothing }' } };
  expect((await ask(broken)).status).toBe(400);
});

test('Grafana puts no value where GraphQL has a variable: no two share a name', () => {
  for (const [file, dashboard] of DASHBOARDS) {
    const ours = dashboard.templating.list.map(({ name }) => name);
    for (const [place, { url_options }] of queriesOf(dashboard)) {
      const theirs = parse(url_options.body_graphql_query).definitions.flatMap((definition) =>
        definition.kind === Kind.OPERATION_DEFINITION
          ? (definition.variableDefinitions ?? []).map(({ variable }) => variable.name.value)
          : [],
      );
      expect(
        theirs.filter((name) => ours.includes(name)),
        `${file} ${place}`,
      ).toEqual([]);
    }
  }
});

test('panels have ids of their own, tables put every column in a place, annotations have what Grafana reads', () => {
  for (const [file, { panels, annotations }] of DASHBOARDS) {
    expect(new Set(panels.map(({ id }) => id)).size, file).toBe(panels.length);
    for (const panel of panels.filter(({ type }) => type === 'table')) {
      const indexByName = Object.fromEntries(panel.targets[0]!.columns.map(({ text }, place) => [text, place]));
      expect(panel.transformations, `${file} ${panel.title}`).toMatchObject([{ options: { indexByName } }]);
    }
    for (const { target } of annotations.list.filter((one) => one.target !== undefined)) {
      const names = target!.columns.map(({ text }) => text);
      expect(names, file).toEqual(expect.arrayContaining(['time', 'title', 'text', 'tags']));
    }
  }
});

test('what is provisioned is what the dashboards name, and the container has all that it names', () => {
  const read = (file: string) => readFileSync(`examples/grafana/${file}`, 'utf8');
  const sources = read('provisioning/datasources/pedigraph.yaml');
  const [source] = parseYaml(sources).datasources;
  for (const [, dashboard] of DASHBOARDS)
    for (const [place, { datasource }] of queriesOf(dashboard))
      expect(datasource, place).toEqual({ type: source.type, uid: source.uid });
  const { grafana } = parseYaml(read('docker-compose.yml')).services;
  const named = [...sources.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name);
  expect(Object.keys(grafana.environment)).toEqual(expect.arrayContaining([...new Set(named)]));
  // Its password is a known one, and its network is that of the machine.
  expect(grafana).toMatchObject({ network_mode: 'host', environment: { GF_SERVER_HTTP_ADDR: '127.0.0.1' } });
  const [provider] = parseYaml(read('provisioning/dashboards/pedigraph.yaml')).providers;
  expect(grafana.volumes).toContain(`./dashboards:${provider.options.path}:ro`);
});
