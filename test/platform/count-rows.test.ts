import { expect, test } from 'vitest';
import { countRows, MAX_COUNTED } from '#platform/paging/count-rows.js';
import { Environment } from '#subgraphs/environments/environment/environment.entity.js';
import { environments } from '#subgraphs/environments/index.js';
import { models } from '#subgraphs/models/index.js';
import { openTestSubgraph } from '../support/test-subgraph.js';

test('rows are counted up to a limit, and one that is beyond it is not read', async () => {
  await using subgraph = await openTestSubgraph(environments);
  const { manager } = subgraph.subgraph.database;
  await manager.query(
    `INSERT INTO environment (id, name, created_at, created_by)
     SELECT gen_random_uuid(), 'acme/e' || n, now(), 'test' FROM generate_series(1, $1::int) AS n`,
    [MAX_COUNTED + 5],
  );
  const rows = manager.createQueryBuilder(Environment, 'e');
  expect(await countRows(manager, rows)).toBe(MAX_COUNTED);
  expect(await countRows(manager, rows.clone().where('e.name < :name', { name: 'acme/e1000' }))).toBe(3);
  const { data } = await subgraph.ask('{ environments(first: 1) { totalCount } }');
  expect(data).toEqual({ environments: { totalCount: MAX_COUNTED } });
});

test('so are the sources that are followed', async () => {
  await using subgraph = await openTestSubgraph(models);
  await subgraph.subgraph.database.manager.query(
    `INSERT INTO followed_source (id, kind, source, namespace, brought, failures, by)
     SELECT gen_random_uuid(), 'GIT', 'https://git.example.org/' || n, 'acme', '{}', 0, 'test'
     FROM generate_series(1, $1::int) AS n`,
    [MAX_COUNTED + 5],
  );
  const { data } = await subgraph.ask('{ sources(first: 1) { totalCount } }');
  expect(data).toEqual({ sources: { totalCount: MAX_COUNTED } });
});
