import type { RepositoryReader } from '#integrations/git-history/history/read-repository.js';
import type { Commit } from '#integrations/git-history/objects/commits.js';
import { type PlainObject, UnreadableValue } from '#integrations/reading/values/plain-value.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { readCard } from '../card/read-card.js';
import { fileRole } from './content-rule.js';
import { CARD } from './hub-history.js';
import type { HubKind } from './hub-repository.js';

/** A kind, and by what it was decided, as half a sentence. */
export interface DecidedKind {
  readonly kind: HubKind;
  readonly reason: string;
}

const OF_DATASETS = [
  'dataset_info',
  'configs',
  'task_categories',
  'size_categories',
  'source_datasets',
  'annotations_creators',
];
const OF_MODELS = ['pipeline_tag', 'library_name', 'base_model', 'model-index', 'widget'];
const DATA = /\.(?:parquet|arrow|jsonl?|csv|tsv|tar|zip|gz|zst)$/i;

/**
 * What a repository without a URL of the Hub is of: by the card of a commit, else by its files.
 * @throws {PedigraphError} BAD_USER_INPUT where neither says it.
 */
export async function decideKind(commit: Commit, reader: RepositoryReader): Promise<DecidedKind> {
  const data = await cardData(commit, reader);
  const said = (keys: readonly string[]) => keys.find((key) => Object.hasOwn(data, key));
  const ofDataset = said(OF_DATASETS);
  const ofModel = said(OF_MODELS);
  if (ofModel !== undefined && ofDataset === undefined) return { kind: 'model', reason: `its card has ${ofModel}` };
  if (ofDataset !== undefined && ofModel === undefined) return { kind: 'dataset', reason: `its card has ${ofDataset}` };
  const paths = (await reader.trees.wantedFiles(commit.tree)).map(({ path }) => path);
  const weights = paths.find((path) => fileRole('model', path) === 'content');
  if (weights !== undefined) return { kind: 'model', reason: `it has ${weights}` };
  const table = paths.find((path) => DATA.test(path) && !/(?:^|\/)[\w.-]*config\.json$/.test(path));
  if (table !== undefined) return { kind: 'dataset', reason: `it has ${table} and no weights` };
  throw new PedigraphError(
    'BAD_USER_INPUT',
    'Neither its URL nor its card nor its files say whether the repository is of a model or of a dataset: say --kind model or --kind dataset.',
  );
}

async function cardData({ tree }: Commit, { blobs }: RepositoryReader): Promise<PlainObject> {
  try {
    const content = await blobs.at(tree, CARD);
    return content === undefined ? {} : readCard(content).data;
  } catch (error) {
    if (!(error instanceof UnreadableValue)) throw error;
    return {};
  }
}
