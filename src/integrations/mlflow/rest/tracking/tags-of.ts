import type { Fields } from '../wire/fields.js';

/** Tags as MLflow lists them, by key; of several of one key the last holds. */
export function tagsOf(listed: readonly Fields[]): Readonly<Record<string, string>> {
  return Object.fromEntries(listed.map((tag) => [tag.requiredText('key'), tag.text('value') ?? '']));
}
