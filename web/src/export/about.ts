import { element, escaped } from './markup';

/** What a file says of itself, so that who finds it later knows what it shows. */
export interface About {
  readonly title: string;
  /** The address of the page that it is from. */
  readonly address: string;
  /** What it shows, by its refs. */
  readonly refs: readonly string[];
  /** The moment that it shows; null for the moment when it was asked for. */
  readonly asOf: string | null;
  /** The digest of what it shows, where that has one. */
  readonly digest: string | null;
}

/** The metadata of an SVG, in the words of Dublin Core, and beside them the digest. */
export function metadataOf({ title, address, refs, asOf, digest }: About): string {
  const words: [string, string][] = [
    ['dc:title', title],
    ...refs.map((ref): [string, string] => ['dc:subject', ref]),
    ['dc:source', address],
    ...(asOf === null ? [] : [['dc:date', asOf] as [string, string]]),
    ...(digest === null ? [] : [['dc:identifier', digest] as [string, string]]),
  ];
  const inside = words.map(([name, value]) => element(name, {}, escaped(value))).join('');
  return element('metadata', { 'xmlns:dc': 'http://purl.org/dc/elements/1.1/' }, inside);
}
