import { locationText } from '#integrations/storage/location.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/** What a repository of the Hub is of. */
export type HubKind = 'model' | 'dataset';

/** A repository of the Hub, by its name there: `org/name`, and `name` alone of old ones. */
export interface HubRepository {
  readonly kind: HubKind;
  readonly name: string;
}

const HOSTS: ReadonlySet<string> = new Set(['huggingface.co', 'www.huggingface.co', 'hf.co']);
const NAME = /^(?!\.)[\w.-]{1,96}(?:\/(?!\.)[\w.-]{1,96})?$/;

/** Whether a text is the name of a repository of the Hub. */
export function isHubName(text: string): boolean {
  return NAME.test(text) && !text.includes('..') && !text.includes('--');
}

/**
 * The repository that a URL of the Hub is of, however it is written; null for a URL of elsewhere.
 * @throws {PedigraphError} BAD_USER_INPUT for that of a Space, or of nothing on the Hub.
 */
export function hubRepositoryOf(url: string): HubRepository | null {
  const [, host = '', path = ''] =
    /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@]*@)?([^/:]+)(?::\d+(?=\/))?[:/]+(.+)$/i.exec(url) ?? [];
  if (!HOSTS.has(host.toLowerCase())) return null;
  const [, typed, name = ''] = /^(datasets\/|spaces\/|models\/)?(.*?)(?:\.git)?\/*$/.exec(path) ?? [];
  if (typed !== 'spaces/' && isHubName(name)) return { kind: typed === 'datasets/' ? 'dataset' : 'model', name };
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `Expected the repository of a model or a dataset, such as https://huggingface.co/org/name or https://huggingface.co/datasets/org/name, but got ${JSON.stringify(url.slice(0, 200))}.`,
  );
}

/** The page of a repository, which is its URL as well. */
export function hubPage({ kind, name }: HubRepository): string {
  return `https://huggingface.co/${kind === 'dataset' ? 'datasets/' : ''}${name}`;
}

/** Where a file of a repository lies on the Hub; the repository itself without a path. */
export function hubUri({ kind, name }: HubRepository, revision: string | null, path = ''): string {
  const type = kind === 'dataset' ? 'datasets' : 'models';
  return locationText({ kind: 'huggingFace', type, repository: name, revision, path }).slice(0, 4_000);
}
