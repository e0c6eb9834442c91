import type { Commit } from '#integrations/git-history/objects/commits.js';
import { fitTags } from '#integrations/importing/fit-tags.js';
import { MOST, textMisfit } from '#integrations/importing/fit-text.js';
import { UnreadableValue } from '#integrations/reading/values/plain-value.js';
import { type CardEvaluation, cardEvaluations } from '../card/card-evaluations.js';
import { type CardFacts, cardFacts } from '../card/card-facts.js';
import { type Card, readCard } from '../card/read-card.js';
import { CARD } from '../repository/hub-history.js';
import type { HubImportContext } from './hub-import-context.js';

/** What a card says, as it fits here. */
export interface FittedCard {
  /** Of the object in Git; null where there is no card that can be read. */
  readonly id: string | null;
  readonly facts: CardFacts;
  readonly tags: Readonly<Record<string, string>>;
  readonly description: string | null;
  readonly evaluations: readonly CardEvaluation[];
}

/** The tag of a version that names the object of the card that describes it. */
export const TAG_OF_CARD = 'huggingface.card';

/** The card of a commit; what of it is left out is reported. One that cannot be read says nothing. */
export async function cardAt({ id: commit, tree }: Commit, context: HubImportContext): Promise<FittedCard> {
  const { reader, tally } = context;
  const id = await reader.blobs.idAt(tree, CARD);
  const place = `${commit.slice(0, 12)}:${CARD}`;
  try {
    return fitted(id, id === null ? NO_CARD : readCard(await reader.blobs.read(id)), place, context);
  } catch (error) {
    if (!(error instanceof UnreadableValue)) throw error;
    tally.skip({ kind: 'file', path: place, reason: error.message });
    return fitted(null, NO_CARD, place, context);
  }
}

/** A card that was read before, by its object; null where that is there no more, or says nothing. */
export async function cardOfBefore(id: string, context: HubImportContext): Promise<FittedCard | null> {
  const silent = { ...context, tally: { skip: () => {}, remark: () => {} } };
  try {
    return fitted(id, readCard(await context.reader.blobs.read(id)), '', silent);
  } catch (error) {
    if (!(error instanceof UnreadableValue)) throw error;
    return null;
  }
}

const NO_CARD: Card = { data: {}, text: '' };

type Reported = { readonly tally: Pick<HubImportContext['tally'], 'skip' | 'remark'> };

function fitted(id: string | null, { data, text }: Card, place: string, context: Reported): FittedCard {
  const { tally } = context;
  const facts = cardFacts(data, (at, reason) => tally.skip({ kind: 'tag', path: `${place}#${at}`, reason }));
  const tags = fitTags(facts.tags, place, ({ path, reason }) => tally.skip({ kind: 'tag', path, reason }));
  const evaluations = cardEvaluations(data, (at, reason) =>
    tally.skip({ kind: 'metric', path: `${place}#${at}`, reason }),
  );
  return {
    ...{ id, facts, evaluations, description: descriptionOf(text, place, context) },
    tags: id === null ? tags : { ...tags, [TAG_OF_CARD]: id },
  };
}

/** The text of a card, as far as a description goes. */
function descriptionOf(text: string, place: string, { tally }: Reported): string | null {
  const whole = text.trim();
  const most = MOST.description;
  const cut = whole.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
  const reason = textMisfit(cut, most);
  if (reason !== null) tally.skip({ kind: 'file', path: place, reason: `has a text that ${reason}` });
  else if (whole.length > most)
    tally.remark(place, `has a text of ${whole.length} characters: the first ${cut.length} are the description`);
  return reason !== null || cut === '' ? null : cut;
}
