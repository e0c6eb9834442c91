import { environmentFormat } from '#integrations/git-history/environments/environment-formats.js';
import { nameOf } from '#integrations/git-history/history/wanted-files.js';
import type { ModelVersionHere } from '#integrations/git-history/import/destination.js';
import { Environments } from '#integrations/git-history/import/environments.js';
import { codeOf } from '#integrations/git-history/import/git-import-context.js';
import { attempt } from '#integrations/importing/attempt.js';
import { isoOf, momentMisfit } from '#integrations/importing/fit-moment.js';
import { fitTags } from '#integrations/importing/fit-tags.js';
import { configFacts } from '../repository/config-files.js';
import { isPickled } from '../repository/content-rule.js';
import { CARD, type HubVersion } from '../repository/hub-history.js';
import type { GivenNumber } from '../repository/version-numbers.js';
import { recordEvaluations } from './evaluations.js';
import { followCard } from './follow-card.js';
import { cardAt, type FittedCard } from './hub-cards.js';
import { filesOf, type HubImportContext } from './hub-import-context.js';
import type { NamedRepositories } from './named-repositories.js';
import { registerNumbered } from './register-numbered.js';
import { recordPlace } from './version-places.js';

/** The tags of a version that say which content it is, and which tag of the repository numbered it. */
export const TAG_OF_CONTENT = 'huggingface.content';
export const TAG_OF_TAG = 'huggingface.tag_name';

/** Registers the versions of a model that are not here, and follows the cards of those that are. */
export async function importModelVersions(
  versions: readonly HubVersion[],
  numbers: ReadonlyMap<string, GivenNumber>,
  named: NamedRepositories,
  context: HubImportContext,
): Promise<void> {
  const { destination, tally, name, now } = context;
  if (versions.length === 0) return;
  const { created } = await destination.createModel({ name });
  tally.count('models', created ? 'imported' : 'alreadyThere');
  const known = new Map((await destination.modelVersions(name)).map((one) => [one.tags[TAG_OF_CONTENT], one]));
  const environments = new Environments({ ...context, namespace: name });
  for (const version of versions) {
    const { content, first, last } = version;
    const number = numbers.get(content.digest) ?? null;
    const here = known.get(content.digest);
    await attempt(context, { kind: 'modelVersion', path: first.id }, async () => {
      const card = await cardAt(last, context);
      const ref = here?.ref ?? (await register({ version, number, card }, named, environments, context));
      if (here !== undefined) await followHere(here, number, card, context);
      await recordPlace({ modelVersion: ref }, version, number?.tag ?? null, context);
      const at = momentMisfit(last.committedAt, now) === null ? last.committedAt : now;
      await recordEvaluations(ref, { evaluations: card.evaluations, at }, named, context);
    });
  }
}

async function followHere(
  here: ModelVersionHere,
  number: GivenNumber | null,
  card: FittedCard,
  context: HubImportContext,
): Promise<void> {
  context.tally.count('modelVersions', 'alreadyThere');
  if (number !== null && number.tag !== null && number.version !== here.version)
    context.tally.remark(`refs/tags/${number.tag}`, `is of ${here.ref}, which was registered under another number`);
  await followCard(here, card, context);
}

async function register(
  of: { readonly version: HubVersion; readonly number: GivenNumber | null; readonly card: FittedCard },
  named: NamedRepositories,
  environments: Environments,
  context: HubImportContext,
): Promise<string> {
  const { destination, tally, contents, reader, name, now, repository } = context;
  const { content, first } = of.version;
  const { card, number } = of;
  const beside = await contents.files(first.tree, 'beside');
  const config = await configFacts({ beside, weights: content.files }, reader.blobs, (path, reason) =>
    tally.skip({ kind: 'file', path: `${first.id.slice(0, 12)}:${path}`, reason }),
  );
  const pickled = content.files.map(({ path }) => path).filter(isPickled);
  if (pickled.length > 0)
    tally.remark(first.id, `has weights that run code as they are loaded (pickle): ${pickled.slice(0, 5).join(', ')}`);
  const listed = beside.filter((file) => environmentFormat(nameOf(file.path)) !== undefined);
  const isPast = momentMisfit(first.committedAt, now) === null;
  const refsOf = (names: readonly string[], refOf: (name: string) => Promise<string | null>) =>
    distinctRefs(names, refOf, (remark) => tally.remark(CARD, remark));
  const bases = card.facts.baseModels.length > 0 ? card.facts.baseModels : adapted(config.baseModel);
  const input = {
    ...{ model: name, architecture: config.architecture, code: codeOf(first.id, null, context) },
    config: { ...config.config, huggingface: { content: content.digest } },
    artifacts: filesOf([...content.files, ...beside], first.id, context),
    environment: await environments.of('', { environments: listed }),
    parents: await refsOf(
      bases.filter((base) => base !== repository?.name),
      (base) => named.model(base),
    ),
    datasets: (await refsOf(card.facts.datasets, (dataset) => named.dataset(dataset))).map((ref) => ({
      role: 'TRAINING',
      ref,
    })),
    tags: {
      ...fitTags(config.tags, first.id, ({ path, reason }) => tally.skip({ kind: 'tag', path, reason })),
      ...(pickled.length > 0 ? { 'huggingface.pickle': 'true' } : {}),
      ...card.tags,
      ...(number?.tag ? { [TAG_OF_TAG]: number.tag } : {}),
      [TAG_OF_CONTENT]: content.digest,
    },
    description: card.description,
    createdElsewhereAt: isPast ? isoOf(first.committedAt) : undefined,
    createdElsewhereBy: first.author.slice(0, 500) || undefined,
  };
  const made = await registerNumbered(
    isPast ? number : null,
    (version) =>
      destination.registerModelVersion({
        ...input,
        ...(version === null ? {} : { version, versionGivenElsewhere: true }),
      }),
    first.id,
    context,
  );
  tally.count('modelVersions', made.created ? 'imported' : 'alreadyThere');
  return `${name}@${made.id}`;
}

/** A base that an adapter names by a path of somebody's machine is none. */
function adapted(base: string | null): string[] {
  return base === null || /^[./~\\]|:|\\/.test(base) ? [] : [base];
}

/** So many parents a version may have, and so many data of one card are no more. */
const MOST_NAMED = 100;

/** The version that is registered for each name, once; without those for which none can be. */
async function distinctRefs(
  names: readonly string[],
  refOf: (name: string) => Promise<string | null>,
  onRemark: (remark: string) => void,
): Promise<string[]> {
  const distinct = [...new Set(names)];
  if (distinct.length > MOST_NAMED)
    onRemark(`names ${distinct.length} models or data, more than the ${MOST_NAMED} that are taken`);
  const refs: string[] = [];
  for (const name of distinct.slice(0, MOST_NAMED)) {
    const ref = await refOf(name);
    if (ref !== null) refs.push(ref);
  }
  return refs;
}
