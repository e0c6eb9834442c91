import { Writable } from 'node:stream';
import { pino } from 'pino';
import { v7 as uuid } from 'uuid';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { lineageFact } from '#events/lineage-fact.js';
import { defineEvent } from '#platform/ledger/define-event.js';
import { ask, createCatalogWorld, level, node } from './catalog-world.js';

/** As a release after this one may write it. */
const modelVersionBlessed = defineEvent({
  type: 'ModelVersionBlessed',
  ledgers: ['models'],
  subject: 'the ref of the version',
  when: 'A model version is blessed.',
  payload: z.object({ lineage: lineageFact }),
});

test('an event of an unknown type is told in the log and in the status, and the catalog goes on behind it', async () => {
  const logged: Record<string, unknown>[] = [];
  const log = new Writable({
    write: (line, _, done) => {
      logged.push(JSON.parse(line.toString()));
      done();
    },
  });
  await using world = await createCatalogWorld();
  await using catalog = await world.openCatalog(undefined, pino({ level: 'warn' }, log));
  const [blessed, after] = [node('MODEL_VERSION', 'acme/m@1.0.0'), node('MODEL_VERSION', 'acme/m@1.0.1')];
  await world.record('models', modelVersionBlessed(blessed.ref, { lineage: { node: blessed, upstream: [] } }));
  await world.record('models', { node: after, upstream: [{ ...blessed, relation: 'FINE_TUNED_FROM' }] });
  const again = { node: { ...blessed, id: uuid() }, upstream: [] };
  await world.record('models', modelVersionBlessed(blessed.ref, { lineage: again }));
  await catalog.start();
  await level(catalog);

  const { data } = await ask(
    catalog,
    '{ catalogStatus { subgraph position unknownEvents { type count firstPosition lastPosition } } ledger(first: 5) { nodes { position type typeName } } }',
  );
  const unknown = { type: 'ModelVersionBlessed', count: 2, firstPosition: 1, lastPosition: 3 };
  expect(data.catalogStatus).toEqual([
    { subgraph: 'access', position: 0, unknownEvents: [] },
    { subgraph: 'datasets', position: 0, unknownEvents: [] },
    { subgraph: 'environments', position: 0, unknownEvents: [] },
    { subgraph: 'experiments', position: 0, unknownEvents: [] },
    { subgraph: 'models', position: 3, unknownEvents: [unknown] },
  ]);
  expect(data.ledger.nodes).toEqual([
    { position: 3, type: null, typeName: 'ModelVersionBlessed' },
    { position: 2, type: 'ModelVersionRegistered', typeName: 'ModelVersionRegistered' },
    { position: 1, type: null, typeName: 'ModelVersionBlessed' },
  ]);
  expect(logged.filter(({ type }) => type === unknown.type)).toEqual([
    expect.objectContaining({ ledger: 'models', ...unknown }),
  ]);
});
