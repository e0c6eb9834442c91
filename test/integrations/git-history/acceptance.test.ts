import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { gtoRegistry } from '#integrations/git-history/gto/gto-registry.js';
import { readRepository } from '#integrations/git-history/history/read-repository.js';
import { revisionFacts } from '#integrations/git-history/history/revision-facts.js';
import { commitOf, readCommit } from '#integrations/git-history/objects/commits.js';
import { openRepository } from '#integrations/git-history/objects/open-repository.js';
import { hasGit } from './git-repository.js';

/** What `gto` and `dvc` themselves say of public repositories, which are no part of the project: in a folder beside one above. */
const FACTS = sharedFolder('acceptance/dvc');
/** Clones of these repositories: `PEDIGRAPH_TEST_REPOSITORIES/<owner>+<name>`, a folder or a bare repository each. */
const CLONES = process.env['PEDIGRAPH_TEST_REPOSITORIES'] ?? '';

interface Digest {
  readonly file?: string;
  readonly stage?: string;
  readonly kind?: string;
  readonly path: string;
  readonly md5?: string;
  readonly size?: number;
  readonly nfiles?: number;
}

interface Facts {
  readonly repository: string;
  readonly 'gto show --json': Readonly<
    Record<string, { readonly version: string; readonly stage: object; readonly active: boolean }>
  >;
  readonly 'gto history --json': readonly {
    readonly ref: string;
    readonly event: string;
    readonly commit: string;
    readonly timestamp: string;
  }[];
  readonly 'git tags': readonly { readonly tag: string; readonly annotated: boolean; readonly commit: string }[];
  readonly revisions: Readonly<
    Record<string, { readonly commit: string; readonly digests: readonly Digest[]; readonly 'dvc stage list': unknown }>
  >;
}

function sharedFolder(name: string, from = import.meta.dirname): string {
  const here = path.join(from, 'shared', name);
  return existsSync(here) || path.dirname(from) === from ? here : sharedFolder(name, path.dirname(from));
}

const files = hasGit && existsSync(FACTS) ? readdirSync(FACTS).filter((file) => file.endsWith('.json')) : [];
const known = files.flatMap((file) => {
  const facts = JSON.parse(readFileSync(path.join(FACTS, file), 'utf8')) as Facts;
  const clone = path.join(CLONES, facts.repository.replace('/', '+'));
  const place = [clone, path.join(clone, 'repo')].find(
    (one) => existsSync(path.join(one, 'HEAD')) || existsSync(path.join(one, '.git')),
  );
  return CLONES === '' || place === undefined ? [] : [{ name: facts.repository, facts, place }];
});

test.skipIf(known.length > 0)(
  'SKIPPED: no public repository is at hand, so what dvc and gto say of them is NOT COMPARED',
  () => {},
);

const EVENTS: Readonly<Record<string, string>> = {
  register: 'registration',
  deregister: 'deregistration',
  assign: 'assignment',
  unassign: 'unassignment',
  deprecate: 'deprecation',
};

describe.each(known)('$name', ({ facts, place }) => {
  test('its tags, versions and stages are those that Git and GTO show', async () => {
    await using repository = await openRepository(place, process.env);
    using reader = readRepository(repository.git);
    const { all, gto } = await reader.tags();
    expect(all.map(({ name, isAnnotated, commit }) => ({ tag: name, annotated: isAnnotated, commit }))).toEqual(
      facts['git tags']
        .map(({ tag, annotated, commit }) => ({ tag, annotated, commit }))
        .sort((a, b) => (a.tag < b.tag ? -1 : 1)),
    );
    const shown = gtoRegistry(gto.events).map(({ name, latest, stages, isActive }) => [
      name,
      { version: latest, stage: Object.fromEntries(stages), registered: true, active: isActive },
    ]);
    expect(Object.fromEntries(shown)).toEqual(facts['gto show --json']);
    const events = gto.events
      .toReversed()
      .map(({ ref, action, commit, at }) => ({ ref, event: EVENTS[action], commit, at }));
    expect(events).toEqual(
      facts['gto history --json'].map(({ ref, event, commit, timestamp }) => ({
        ref,
        event,
        commit,
        at: Date.parse(timestamp),
      })),
    );
  });

  test.each(Object.keys(facts.revisions))(
    'its digests and stages at %s are those that DVC records',
    async (revision) => {
      const { commit: id, digests, 'dvc stage list': stages } = facts.revisions[revision]!;
      await using repository = await openRepository(place, process.env);
      using reader = readRepository(repository.git);
      expect(revision === 'main' || (await commitOf(repository.git, revision))).toBe(revision === 'main' || id);
      const commit = await readCommit(id, reader.objects);
      const read = await revisionFacts(await reader.history.at(commit!), reader.blobs);
      expect(
        read.digests.map((one) => [one.file, one.stage, one.path, one.digest, one.sizeBytes, one.fileCount]),
      ).toEqual(
        digests.map((one) => [
          one.file ?? null,
          one.stage ?? null,
          one.path,
          one.md5 ?? null,
          one.size ?? null,
          one.nfiles ?? null,
        ]),
      );
      if (typeof stages === 'string') expect(read.stages).toEqual(stages.split('\n').filter(Boolean));
    },
  );
});
