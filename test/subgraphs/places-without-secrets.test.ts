import { afterAll, beforeAll, expect, test } from 'vitest';
import { NO_CACHES } from '../support/test-graph.js';
import { createRegistryWorld, type RegistryWorld } from './registry-world.js';

let world: RegistryWorld;
beforeAll(async () => {
  world = await createRegistryWorld(NO_CACHES);
  await world.write('registerModelVersion', { model: 'acme/placed' }, 'created');
});
afterAll(() => world[Symbol.asyncDispose]());

test('user and password of a source that is followed are not stored, and it is the same source with them', async () => {
  const held = { source: 'https://bot:hunter2@git.example.org/acme.git', namespace: 'acme', holder: 'one' };
  const claimed = await world.write('claimSource', { ...held, kind: 'GIT' }, 'granted source { source }');
  const source = 'https://git.example.org/acme.git';
  expect(claimed).toMatchObject({ granted: true, source: { source } });
  const failure = `fatal: unable to access '${held.source}/'`;
  const ended = { ...held, outcome: 'FAILED', failure };
  expect(await world.write('reportSourceRead', ended, 'source { source failure }')).toEqual({
    source: { source, failure: "fatal: unable to access 'https://git.example.org/acme.git/'" },
  });
});

test('user and password of a source that contradicts are not stored', async () => {
  const input = {
    ...{ kind: 'TAG_MOVED', modelVersion: 'acme/placed@1.0.0', source: 'https://bot:hunter2@git.example.org/acme.git' },
    ...{ place: 'refs/tags/placed@v1.0.0', known: 'c0ffee0', found: 'decaf00' },
  };
  expect(await world.write('reportContradiction', input, 'contradiction { source place }')).toEqual({
    contradiction: { source: 'https://git.example.org/acme.git', place: 'refs/tags/placed@v1.0.0' },
  });
});

test('user and password of a place that was looked at are not stored', async () => {
  const places = [
    {
      ...{ place: 'https://bot:hunter2@files.example.org/model.bin', answer: 'NO' },
      reason: 'https://bot:hunter2@files.example.org/model.bin answered 404',
    },
  ];
  const input = { modelVersion: 'acme/placed@1.0.0', places };
  expect(await world.write('recordReachCheck', input, 'reachCheck { places { place reason } }')).toEqual({
    reachCheck: {
      places: [
        {
          place: 'https://files.example.org/model.bin',
          reason: 'https://files.example.org/model.bin answered 404',
        },
      ],
    },
  });
});
