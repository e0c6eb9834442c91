import type { PlainObject } from '#integrations/reading/values/plain-value.js';
import { type OnLeftOut, textsOf } from './card-values.js';

/** What a card says of a repository, beside its evaluations. */
export interface CardFacts {
  /** Licence, task, library, languages and tags, as tags are called here. */
  readonly tags: readonly (readonly [key: string, text: string])[];
  /** The models that it was made from, as the card has them. */
  readonly baseModels: readonly string[];
  /** The data that a model was trained on, or that data were made from. */
  readonly datasets: readonly string[];
}

/** Keys of a card that become a tag each; a list is one text. */
const AS_TAGS = [
  ...['license', 'license_name', 'license_link', 'pipeline_tag', 'library_name', 'language'],
  ...['base_model', 'base_model_relation', 'datasets', 'task_categories', 'size_categories'],
] as const;

/** What a `source_datasets` says that names no other repository. */
const OWN_DATA: ReadonlySet<string> = new Set(['original', 'extended', 'none']);

/** What the metadata of a card say; what is no text where one is expected is left out. */
export function cardFacts(data: PlainObject, onLeftOut: OnLeftOut): CardFacts {
  const listed = Object.fromEntries(AS_TAGS.map((key) => [key, textsOf(data[key], key, onLeftOut)]));
  const joined = (key: (typeof AS_TAGS)[number]) => listed[key]!.join(', ');
  return {
    tags: [
      ...AS_TAGS.flatMap((key) => (joined(key) === '' ? [] : [[`huggingface.${key}`, joined(key)] as const])),
      ...textsOf(data['tags'], 'tags', onLeftOut).map((tag) => [`huggingface.tag.${tag}`, 'true'] as const),
    ],
    baseModels: listed['base_model']!,
    datasets: [...listed['datasets']!, ...sourceDatasets(data, onLeftOut)],
  };
}

/** `extended|squad` is made from `squad`; `original` from nothing that has a name. */
function sourceDatasets(data: PlainObject, onLeftOut: OnLeftOut): string[] {
  return textsOf(data['source_datasets'], 'source_datasets', onLeftOut)
    .map((text) => text.replace(/^extended\|/, ''))
    .filter((text) => !OWN_DATA.has(text) && !text.startsWith('other'));
}
