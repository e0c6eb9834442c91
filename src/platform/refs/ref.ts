import { DIGEST_PATTERN } from '../digest/digest.js';
import { PedigraphError } from '../errors/pedigraph-error.js';
import { isVersionText } from './version-text.js';

/** A name: up to six segments of letters, digits, `.`, `_`, `-`, split by `/`; all but the last are the namespace. */
export const NAME_PATTERN = /^(?=.{1,200}$)[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9][A-Za-z0-9._-]*){0,5}$/;
/** What stands before the last `/` of a name, with room for what stands behind it; empty where there is no `/`. */
export const NAMESPACE_PATTERN = /^(?=.{0,150}$)(?:[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9][A-Za-z0-9._-]*){0,4})?$/;
/** The most characters of an alias; MLflow's are as long. */
export const MAX_ALIAS = 255;
const ALIAS = `[A-Za-z0-9_-][A-Za-z0-9._-]{0,${MAX_ALIAS - 1}}`;
/** An alias: letters, digits, `.`, `_`, `-`. It is no number, no version and not `latest`, which select otherwise. */
export const ALIAS_PATTERN = new RegExp(`^(?!latest$)(?![0-9.]+$)(?!\\d+\\.\\d+\\.\\d+-)${ALIAS}$`);
const ALIAS_OR_UUID = new RegExp(`^${ALIAS}$`);

/** What stands behind the `@` of a ref, and what it selects. */
export type Selector =
  | { readonly kind: 'version'; readonly version: string }
  | { readonly kind: 'digest'; readonly digest: string }
  | { readonly kind: 'latest' }
  /** The number another tool gave the version, such as MLflow's `3`. */
  | { readonly kind: 'external'; readonly version: string }
  | { readonly kind: 'alias'; readonly alias: string };

/** A parsed ref: a name and what it selects of that name. */
export interface Ref {
  readonly name: string;
  readonly selector: Selector;
}

/**
 * Parses a ref people can type: `fraud/detector@1.4.0`, `…@production`, `…@latest`, `…@sha256:9f2c…`, `…@3`.
 * @throws {PedigraphError} BAD_USER_INPUT where the text is not a ref.
 */
export function parseRef(text: string): Ref {
  const at = text.indexOf('@');
  const name = at < 0 ? text : text.slice(0, at);
  const selector = at < 0 ? null : selectorOf(text.slice(at + 1));
  if (!NAME_PATTERN.test(name) || selector === null) {
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected a ref such as fraud/detector@1.4.0, @production, @latest or @sha256:… (64 hexadecimal digits), but got ${JSON.stringify(text.slice(0, 120))}.`,
    );
  }
  return { name, selector };
}

/** The canonical ref of a version: its name and its SemVer. */
export function refOf(name: string, version: string): string {
  return `${name}@${version}`;
}

/** The namespace of a name: everything before the last `/`, or the empty string. */
export function namespaceOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('/')));
}

function selectorOf(text: string): Selector | null {
  if (text === 'latest') return { kind: 'latest' };
  if (DIGEST_PATTERN.test(text)) return { kind: 'digest', digest: text };
  if (/^\d{1,9}$/.test(text)) return { kind: 'external', version: text };
  if (isVersionText(text)) return { kind: 'version', version: text };
  return ALIAS_OR_UUID.test(text) ? { kind: 'alias', alias: text } : null;
}
