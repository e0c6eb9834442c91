import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readPostmasterFile } from '#platform/embedded-postgres/postmaster-file.js';
import { openStore } from '#process/open-store.js';
import { asAdmin } from '../support/admin.js';
import { freshFolder, runCommand, startCommand } from '../support/running-command.js';

const EVERYTHING = `{
  models { nodes { name versions { nodes { ref digest } } aliases { name modelVersion { version } } } }
  datasets { nodes { name versions { nodes { ref digest } } } } registryInsight { modelVersions reproducibleShare }
  ledgerCheckpoint { size rootHash }
}`;

const ask = async (url: string, query = EVERYTHING) => {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return response.json();
};

const removedAfterwards = (place: string) => {
  onTestFinished(() => rm(place, { recursive: true, force: true }));
  return place;
};

test('an embedded store is backed up while it serves, and restored into a new folder gives the same answers', async () => {
  const file = removedAfterwards(`${freshFolder()}.tgz`);
  const folder = freshFolder();
  const level = async (url: string) => {
    const { data } = (await ask(url, '{ catalogStatus { lagEvents } }')) as {
      data: { catalogStatus: { lagEvents: number }[] };
    };
    return data.catalogStatus.reduce((sum, { lagEvents }) => sum + lagEvents, 0);
  };
  await using running = await startCommand(['start'], folder);
  await expect.poll(() => level(running.url), { timeout: 60_000 }).toBe(0);
  const before = await ask(running.url);
  const written = await runCommand(['backup', file, '--data', folder]);
  expect([written.code, written.stdout]).toEqual([
    0,
    expect.stringMatching(/is written and read back: \d+ rows as of \S+, of Pedigraph/),
  ]);
  expect(await ask(running.url)).toEqual(before);

  const again = removedAfterwards(freshFolder());
  const restored = await runCommand(['restore', file, '--data', again]);
  const verified = restored.stdout.trim().split('\n').at(-1) ?? '';
  expect(verified).toMatch(/^It was verified: \d{2,} events, \d{2,} rows and \d{2,} pins are what was written\.$/);
  expect([restored.code, restored.stdout.replace(`${verified}\n`, '')]).toEqual([
    0,
    written.stdout.replace('written and read back', 'restored and held against it'),
  ]);
  // It stopped what it had started.
  expect(await readPostmasterFile(path.join(again, 'postgres', 'data'))).toBeUndefined();
  await using second = await startCommand(['start'], again);
  expect(await ask(second.url)).toEqual(before);

  const twice = await runCommand(['restore', file, '--data', again]);
  expect([twice.code, twice.stderr.trim()]).toEqual([
    1,
    expect.stringMatching(/^A process of Pedigraph works on this database \(pedigraph-\w+\): stop it, then restore\.$/),
  ]);
}, 240_000);

test('where there is no store, there is nothing to back up, and none is made', async () => {
  const folder = freshFolder();
  const file = `${freshFolder()}.tgz`;
  const { code, stderr } = await runCommand(['backup', file, '--data', folder]);
  expect([code, stderr.trim()]).toEqual([
    1,
    `There is no store in ${folder}: name its folder with --data or PEDIGRAPH_DATA, or its database with --database-url or DATABASE_URL.`,
  ]);
  const made = (await readdir(path.dirname(folder))).filter((name) =>
    [folder, file].includes(path.join(path.dirname(folder), name)),
  );
  expect(made).toEqual([]);
});

test('a store that a newer version has migrated is opened by no command, which names both versions', async () => {
  const folder = removedAfterwards(freshFolder());
  const first = await startCommand(['start', '--empty'], folder);
  expect(await first.stop()).toBe(0);
  {
    await using store = await openStore({ dataFolder: folder });
    await asAdmin(
      store.migrationUrl,
      `INSERT INTO models.migration (timestamp, name) VALUES (9999999999999, 'Tomorrow9999999999999')`,
    );
    await asAdmin(store.migrationUrl, `COMMENT ON SCHEMA models IS 'Pedigraph 9.8.7'`);
  }
  for (const command of [
    ['start', '--port', '0'],
    ['catalog', 'rebuild'],
  ]) {
    const { code, output } = await runCommand([...command, '--data', folder]);
    expect([code, output]).toEqual([
      1,
      expect.stringMatching(
        /migrated by Pedigraph 9\.8\.7 \(models: Tomorrow9999999999999\), and this is Pedigraph \d+\.\d+\.\d+/,
      ),
    ]);
  }
  const { code, stderr } = await runCommand(['backup', removedAfterwards(`${freshFolder()}.tgz`), '--data', folder]);
  expect([code, stderr]).toEqual([1, expect.stringContaining('Tomorrow9999999999999')]);
});
