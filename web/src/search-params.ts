/** What stands behind `?` in an address, as it came. */
export type Given = Readonly<Record<string, unknown>>;

/** A text; undefined where there is none, so that a default stays out of the address. */
export function textIn(given: Given, name: string): string | undefined {
  const value = given[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** One of some words; undefined where it is another. */
export function wordIn<Word extends string>(given: Given, name: string, words: readonly Word[]): Word | undefined {
  return words.find((word) => word === given[name]);
}

/** A moment, in the form that the API takes; undefined where it is none. */
export function momentIn(given: Given, name: string): string | undefined {
  const value = textIn(given, name);
  if (value === undefined) return undefined;
  const moment = new Date(value);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}

/** A list: what stands between its commas. */
export function listed(text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.split(',').filter((each) => each !== '');
}

/** The address of a list in pages. */
export interface PagedSearch {
  readonly after?: string | undefined;
}

/** Reads it. */
export function readPagedSearch(given: Given): PagedSearch {
  return { after: textIn(given, 'after') };
}

/** Whether a path names a version, by its ref, rather than what it is a version of. */
export function isRef(named: string): boolean {
  return named.includes('@');
}

/** Reads an address behind its `?`: every value is the text that stands there. */
export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

/** Writes it: readable, and without what has no value. */
export function stringifySearch(search: Given): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(search))
    if (value !== undefined && value !== '') parameters.set(name, String(value));
  const text = parameters
    .toString()
    .replaceAll('%2F', '/')
    .replaceAll('%40', '@')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}
