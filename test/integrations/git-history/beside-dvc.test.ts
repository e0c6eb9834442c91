import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { gtoRegistry } from '#integrations/git-history/gto/gto-registry.js';
import { readRepository } from '#integrations/git-history/history/read-repository.js';
import { addressOf, revisionFacts } from '#integrations/git-history/history/revision-facts.js';
import { readCommit } from '#integrations/git-history/objects/commits.js';
import { openRepository } from '#integrations/git-history/objects/open-repository.js';

/** Made by `npm run test:dvc`: repositories, and beside each what dvc and gto say of it. */
const FOLDER = process.env['PEDIGRAPH_DVC_HISTORIES'];

interface Revision {
  readonly stages: readonly { readonly name: string; readonly cmd: readonly unknown[]; readonly outs: object }[];
  readonly params: object;
  readonly metrics: Readonly<Record<string, unknown>>;
}

interface Told {
  readonly 'gto show': Readonly<
    Record<string, { readonly version: string | null; readonly stage: Readonly<Record<string, string | null>> }>
  >;
  readonly 'gto history': readonly { readonly ref: string; readonly at: number; readonly version: unknown }[];
  readonly 'gto error': string | null;
  readonly revisions: Readonly<Record<string, Revision>>;
}

const histories = FOLDER === undefined ? [] : readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

test.skipIf(histories.length > 0)(
  'SKIPPED: npm run test:dvc compares with the real dvc and gto, and here NOTHING IS COMPARED',
  () => {},
);

const EVENTS = {
  register: 'registration',
  deregister: 'deregistration',
  assign: 'assignment',
  unassign: 'unassignment',
  deprecate: 'deprecation',
} as const;

const byName = (a: { readonly name: string }, b: { readonly name: string }) => (a.name < b.name ? -1 : 1);
const byRef = (a: { readonly ref: string }, b: { readonly ref: string }) => (a.ref < b.ref ? -1 : 1);
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe.each(histories)('the history %s', (file) => {
  const told = JSON.parse(readFileSync(path.join(FOLDER!, file), 'utf8')) as Told;
  const place = path.join(FOLDER!, file.replace('.json', ''));

  test.skipIf(told['gto error'] !== null)('has the versions, stages and events that gto shows', async () => {
    await using repository = await openRepository(place, process.env);
    using reader = readRepository(repository.git);
    const { gto } = await reader.tags();
    const committedAt = new Map<string, number>();
    for await (const commit of reader.commits([])) committedAt.set(commit.id, commit.committedAt);
    const shown = gtoRegistry(gto.events, (commit) => committedAt.get(commit))
      .filter(({ isActive }) => isActive)
      .map(({ name, latest, stages }) => [name, { version: latest, stage: Object.fromEntries(stages) }]);
    const wanted = Object.entries(told['gto show']).map(([name, { version, stage }]) => [
      name,
      { version, stage: Object.fromEntries(Object.entries(stage).filter(([, at]) => at !== null)) },
    ]);
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(wanted));
    const events = gto.events.map(({ artifact, action, stage, commit, ref, at }) => ({
      ...{ artifact, event: EVENTS[action], stage, commit, ref, at: at / 1000 },
    }));
    const theirs = told['gto history'].map(({ version: _, ...event }) => event);
    expect(events.sort(byRef)).toEqual([...theirs].sort(byRef));
  });

  test.each(Object.keys(told.revisions))(
    'has the stages, digests, parameters and metrics that dvc shows at %s',
    async (id) => {
      const wanted = told.revisions[id]!;
      await using repository = await openRepository(place, process.env);
      using reader = readRepository(repository.git);
      const commit = await readCommit(id, reader.objects);
      const state = await reader.history.at(commit!);
      expect(state.problems).toEqual([]);
      const facts = await revisionFacts(state, reader.blobs);
      const digests = (outs: readonly { path: string; digest: { algorithm: string; value: string } | null }[]) =>
        Object.fromEntries(outs.map(({ path: out, digest }) => [out, [digest?.algorithm, digest?.value]]));
      const stages = state.pipelines.flatMap((pipeline) =>
        pipeline.stages.flatMap(({ name, declared, locked }) =>
          declared === null
            ? []
            : [{ name: addressOf(pipeline.path, name), cmd: declared.command, outs: digests(locked?.outs ?? []) }],
        ),
      );
      const files = state.dvcFiles.map(({ path: name, file: { outs } }) => ({
        name,
        cmd: [null],
        outs: digests(outs),
      }));
      expect([...stages, ...files].sort(byName)).toEqual([...wanted.stages].sort(byName));
      expect(plain(facts.params)).toEqual(wanted.params);
      // What dvc reads from its cache is not in Git, and not available here.
      const inGit = Object.entries(wanted.metrics).filter(([name]) => facts.metrics[name] !== null);
      expect(plain(Object.fromEntries(Object.entries(facts.metrics).filter(([, values]) => values !== null)))).toEqual(
        Object.fromEntries(inGit),
      );
      expect(Object.keys(facts.metrics).sort()).toEqual(Object.keys(wanted.metrics).sort());
    },
  );
});
