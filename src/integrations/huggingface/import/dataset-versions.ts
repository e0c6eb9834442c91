import { attempt } from '#integrations/importing/attempt.js';
import type { HubVersion } from '../repository/hub-history.js';
import { hubPage } from '../repository/hub-repository.js';
import type { GivenNumber } from '../repository/version-numbers.js';
import { cardAt } from './hub-cards.js';
import { filesOf, type HubImportContext } from './hub-import-context.js';
import type { NamedRepositories } from './named-repositories.js';
import { registerNumbered } from './register-numbered.js';
import { recordPlace } from './version-places.js';

/** What the digest of all data of a commit is called: SHA-256 over the paths and digests of its files. */
export const DIGEST_ALGORITHM = 'huggingface-files-sha256';

const SAID = 'query ($ref: String!) { datasetVersion(ref: $ref) { description license } }';

/** Registers the versions of a dataset that are not here. What is here is sealed: that its card says other now is reported. */
export async function importDatasetVersions(
  versions: readonly HubVersion[],
  numbers: ReadonlyMap<string, GivenNumber>,
  named: NamedRepositories,
  context: HubImportContext,
): Promise<void> {
  const { destination, tally, name } = context;
  const known = new Map<string, string>();
  for (const { ref, externalDigest } of await destination.datasetVersions(name))
    if (externalDigest?.algorithm === DIGEST_ALGORITHM) known.set(externalDigest.value, ref);
  for (const version of versions) {
    const { content, first } = version;
    const number = numbers.get(content.digest) ?? null;
    const here = known.get(content.digest);
    await attempt(context, { kind: 'dataset', path: first.id }, async () => {
      if (here !== undefined) {
        tally.count('datasets', 'alreadyThere');
        await reportSaid(here, version, context);
      }
      const ref = here ?? (await register(version, number, named, context));
      await recordPlace({ datasetVersion: ref }, version, number?.tag ?? null, context);
    });
  }
}

async function register(
  { content, first, last }: HubVersion,
  number: GivenNumber | null,
  named: NamedRepositories,
  context: HubImportContext,
): Promise<string> {
  const { destination, tally, name, repository } = context;
  const card = await cardAt(last, context);
  const derivedFrom: string[] = [];
  for (const dataset of new Set(card.facts.datasets)) {
    const ref = dataset === repository?.name ? null : await named.dataset(dataset);
    if (ref !== null) derivedFrom.push(ref);
  }
  const input = {
    ...{ dataset: name, derivedFrom, files: filesOf(content.files, first.id, context) },
    externalDigest: { algorithm: DIGEST_ALGORITHM, value: content.digest },
    statistics: { fileCount: content.files.length, card: card.tags },
    license: card.facts.license?.slice(0, 200),
    description: card.description ?? undefined,
    source: repository === null ? undefined : hubPage(repository),
  };
  const made = await registerNumbered(
    number,
    (version) => destination.registerDataset({ ...input, version: version ?? undefined }),
    first.id,
    context,
  );
  tally.count('datasets', made.created ? 'imported' : 'alreadyThere');
  return made.id;
}

async function reportSaid(ref: string, { last }: HubVersion, context: HubImportContext): Promise<void> {
  const { datasetVersion: here } = await context.client.query<{
    datasetVersion: { readonly description: string | null; readonly license: string | null };
  }>(SAID, { ref });
  const { facts, description } = await cardAt(last, context);
  const others = [
    ...(here.license === (facts.license?.slice(0, 200) ?? null) ? [] : ['licence']),
    ...(here.description === description ? [] : ['description']),
  ];
  if (others.length > 0)
    context.tally.remark(
      ref,
      `its card was edited without other data, which is no new version: it has another ${others.join(' and another ')} now, and what is sealed stays`,
    );
}
