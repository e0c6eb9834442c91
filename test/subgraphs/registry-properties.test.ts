import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import semver from 'semver';
import { expect, test } from 'vitest';
import { readConfig } from '#platform/config/read-config.js';
import { verifyStore } from '#process/verify-store.js';
import { models } from '#subgraphs/models/index.js';
import { snapshotRows } from '../support/snapshot-rows.js';
import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';
import { databaseClock, MODEL, type Present, readPresent, replayLedger } from './registry-model.js';
import { anyStep, type Step } from './registry-steps.js';

const ORDERLY = new Set([
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'REFERENCE_NOT_FOUND',
  'CONFLICT',
  'VERSION_TOO_LOW',
  'INVALID_TRANSITION',
  'POLICY_UNMET',
]);

/** Takes a step; the answer is the code it was refused with, null where it was not. */
async function take(subgraph: TestSubgraph, step: Step): Promise<string | null> {
  const { field, inputType } = step;
  const input =
    step.idsOf === undefined ? step.input : { ...step.input, modelVersions: await idsOf(subgraph, step.idsOf) };
  const document = `mutation ($input: ${inputType}!) { ${field}(input: $input) { __typename } }`;
  return (await subgraph.ask(document, { input })).errors?.[0]?.extensions.code ?? null;
}

/** Ids of model versions by ref; one that is of none where a ref selects nothing. */
async function idsOf(subgraph: TestSubgraph, refs: readonly string[]): Promise<string[]> {
  const fields = refs.map((ref, index) => `v${index}: modelVersion(ref: "${ref}") { id }`);
  const { data } = await subgraph.ask<Record<string, { id: string } | null>>(`{ ${fields.join(' ')} }`);
  return refs.map((_, index) => data[`v${index}`]?.id ?? '01890000-0000-7000-8000-000000000000');
}

/** What the alias production points to is PRODUCTION, and nothing else is. */
function expectAgreement({ aliases, statuses }: Present): void {
  const inProduction = Object.keys(statuses).filter((version) => statuses[version] === 'PRODUCTION');
  expect(inProduction).toEqual('production' in aliases ? [aliases['production']] : []);
}

/** Every row of every table, as text, by table and id. */
async function everyRow({ subgraph }: TestSubgraph): Promise<Map<string, string>> {
  const rows = new Map<string, string>();
  for (const table of Object.keys(await snapshotRows(subgraph))) {
    const found = await subgraph.database.manager.query<{ row: string }[]>(`SELECT t::text AS row FROM ${table} t`);
    for (const { row } of found) rows.set(`${table} ${row.slice(0, 60)}`, row);
  }
  return rows;
}

test('whatever is done in whatever order: what is sealed stays, the past stays, the latest version is the highest, production is one version, and the ledger tells it all', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 5, maxLength: 30, size: 'max' }), async (steps) => {
      await using subgraph = await openTestSubgraph(models);
      const past: { at: Date; present: Present }[] = [];
      let rows = await everyRow(subgraph);
      for (const step of steps) {
        const code = await take(subgraph, step);
        const after = await everyRow(subgraph);
        for (const [id, row] of rows) expect(after.get(id)).toBe(row);
        if (code !== null) expect(ORDERLY).toContain(code);
        // A refused promotion is kept with its verdict; whatever else is refused leaves nothing.
        if (code !== null && code !== 'POLICY_UNMET') expect(after).toEqual(rows);
        rows = after;
        const present = await readPresent(subgraph, null);
        expectAgreement(present);
        past.push({ at: await databaseClock(subgraph), present });
        // The next fact is of another millisecond, so that a moment has one answer.
        await pause(2);
      }
      for (const { at, present } of past) expect(await readPresent(subgraph, at)).toEqual(present);
      expect(await replayLedger(subgraph)).toEqual(await readPresent(subgraph, null));
      await expectVersionsInOrder(subgraph);
      await verifyStore(readConfig({ DATABASE_URL: subgraph.databaseUrl }), { checkpoint: [], onProgress: () => {} });
      // Asking changes nothing.
      expect(await everyRow(subgraph)).toEqual(rows);
    }),
    { numRuns: 25, interruptAfterTimeLimit: 240_000 },
  );
});

/** Listed as SemVer orders them, whenever they were registered. */
async function expectVersionsInOrder(subgraph: TestSubgraph): Promise<void> {
  type Listed = { model: { latest: { version: string }; versions: { nodes: { version: string }[] } } | null };
  const { data } = await subgraph.ask<Listed>(
    `{ model(name: "${MODEL}") { latest { version } versions(first: 100) { nodes { version } } } }`,
  );
  const versions = (data.model?.versions.nodes ?? []).map(({ version }) => version);
  expect(versions).toEqual(semver.rsort([...new Set(versions)]));
  expect(data.model?.latest?.version).toBe(versions[0]);
}
