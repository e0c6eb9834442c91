import { attempt } from '#integrations/importing/attempt.js';
import type { HubVersion } from '../repository/hub-history.js';
import { hubPage } from '../repository/hub-repository.js';
import type { GivenNumber } from '../repository/version-numbers.js';
import { cardAt, type FittedCard } from './hub-cards.js';
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
    license: licenseOf(card) ?? undefined,
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

function licenseOf({ tags }: FittedCard): string | null {
  return tags['huggingface.license']?.slice(0, 200) ?? null;
}

async function reportSaid(ref: string, { last }: HubVersion, context: HubImportContext): Promise<void> {
  const { datasetVersion: here } = await context.client.query<{
    datasetVersion: { readonly description: string | null; readonly license: string | null };
  }>(SAID, { ref });
  const card = await cardAt(last, context);
  if (card.id === null) return;
  const others = [
    ...(here.license === licenseOf(card) ? [] : ['licence']),
    ...(here.description === card.description ? [] : ['description']),
  ];
  if (others.length > 0)
    context.tally.remark(
      ref,
      `its card was edited without other data, which is no new version: it has another ${others.join(' and another ')} now, and what is sealed stays`,
    );
}
