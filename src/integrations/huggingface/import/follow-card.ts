import type { ModelVersionHere } from '#integrations/git-history/import/destination.js';
import { write } from '#integrations/importing/write.js';
import { cardOfBefore, type FittedCard, TAG_OF_CARD } from './hub-cards.js';
import type { HubImportContext } from './hub-import-context.js';

const SET_TAGS = 'mutation ($input: SetTagsInput!) { setTags(input: $input) { __typename } }';
const DESCRIPTION = 'query ($ref: String!) { modelVersion(ref: $ref) { description } }';
/** Tags of what is sealed with a version: its parents, and its data. */
const OF_LINEAGE: ReadonlySet<string> = new Set(['huggingface.base_model', 'huggingface.datasets']);

const SET_DESCRIPTION = 'mutation ($input: SetDescriptionInput!) { setDescription(input: $input) { __typename } }';

/**
 * Takes over what a card says since it was read before: without other weights that is no version, and the newest word on
 * the one that is here. What somebody here changed stays, and is reported.
 */
export async function followCard(here: ModelVersionHere, card: FittedCard, context: HubImportContext): Promise<void> {
  const readBefore = here.tags[TAG_OF_CARD];
  if (card.id === null || readBefore === card.id) return;
  const before = typeof readBefore === 'string' ? await cardOfBefore(readBefore, context) : null;
  const { tally } = context;
  const isOfCard = (key: string) => !Object.hasOwn(here.tags, key) || here.tags[key] === before?.tags[key];
  const differing = Object.keys(card.tags).filter((key) => here.tags[key] !== card.tags[key]);
  const set = differing.filter((key) => isOfCard(key) || key === TAG_OF_CARD);
  const remove = Object.keys(before?.tags ?? {}).filter(
    (key) => !Object.hasOwn(card.tags, key) && here.tags[key] === before?.tags[key],
  );
  const others = differing.filter((key) => !set.includes(key));
  if (others.length > 0) tally.remark(here.ref, `tags are others here, and stay as they are: ${others.join(', ')}`);
  if ([...set, ...remove].some((key) => OF_LINEAGE.has(key)))
    tally.remark(here.ref, 'its card names other base models or data now: the lineage that is sealed stays');
  const isNew = await followDescription(here.ref, { before, card }, context);
  await write(context, SET_TAGS, {
    input: { of: here.ref, set: Object.fromEntries(set.map((key) => [key, card.tags[key]])), remove },
  });
  const changed = [...set.filter((key) => key !== TAG_OF_CARD), ...remove, ...(isNew ? ['the description'] : [])];
  tally.remark(
    here.ref,
    `its card was edited without other weights, which is no new version: ${changed.join(', ') || 'nothing of it'} changed here`,
  );
}

async function followDescription(
  ref: string,
  { before, card }: { readonly before: FittedCard | null; readonly card: FittedCard },
  context: HubImportContext,
): Promise<boolean> {
  const { modelVersion } = await context.client.query<{ modelVersion: { description: string | null } }>(DESCRIPTION, {
    ref,
  });
  const known = modelVersion.description;
  if (known === card.description) return false;
  if (known !== null && known !== before?.description) {
    context.tally.remark(ref, 'its description is another one here, and stays as it is');
    return false;
  }
  await write(context, SET_DESCRIPTION, { input: { of: ref, description: card.description } });
  return true;
}
