import type { GitTag } from '#integrations/git-history/objects/tags.js';
import { isVersionText } from '#platform/refs/version-text.js';

/** The version that a tag names: `v1.0` is 1.0.0; null where it is none. */
export function versionOfTag(tag: string): string | null {
  const [, v, core, rest = ''] = /^([vV]?)(\d{1,9}(?:\.\d{1,9}){0,2})([-+][0-9A-Za-z.+-]*)?$/.exec(tag) ?? [];
  if (core === undefined || (v === '' && !core.includes('.'))) return null;
  const numbers = [...core.split('.'), '0', '0'].slice(0, 3).map(Number);
  const version = `${numbers.join('.')}${rest}`;
  return isVersionText(version) ? version : null;
}

/** Content that is to be numbered, in the order of the history. */
export interface Numbered {
  readonly digest: string;
  readonly commit: string;
  readonly committedAt: number;
}

/** A number, and the tag that gave it; null where its place among tags did. */
export interface GivenNumber {
  readonly version: string;
  readonly tag: string | null;
}

/** The tags that name versions, by content: the first of a content names it, the first of a number has it. */
export function tagsOfContent(
  tags: readonly GitTag[],
  contentAt: (commit: string) => string | undefined,
  onTag: (tag: string, remark: string) => void,
): ReadonlyMap<string, { readonly version: string; readonly tag: string }> {
  const byContent = new Map<string, { readonly version: string; readonly tag: string }>();
  const byVersion = new Map<string, string>();
  for (const { name, commit } of tags) {
    const version = versionOfTag(name);
    const content = commit === null ? undefined : contentAt(commit);
    if (version === null || content === undefined) continue;
    const known = byContent.get(content);
    const other = byVersion.get(version);
    if (known !== undefined) onTag(name, `has the content of ${known.tag}, which names the version`);
    else if (other !== undefined) onTag(name, `says the number of ${other}, which has other content`);
    else {
      byContent.set(content, { version, tag: name });
      byVersion.set(version, name);
    }
  }
  return byContent;
}

/**
 * The number of each content of a repository that tags number: that of its tag; one without a tag has its place behind the
 * tag before it, as Go numbers such commits: `1.0.1-0.20240131120000-0a1b2c3d4e5f`.
 */
export function numbersOf(
  contents: readonly Numbered[],
  tags: ReadonlyMap<string, { readonly version: string; readonly tag: string }>,
): ReadonlyMap<string, GivenNumber> {
  const numbers = new Map<string, GivenNumber>();
  if (tags.size === 0) return numbers;
  let before: string | null = null;
  for (const { digest, commit, committedAt } of contents) {
    const tagged = tags.get(digest);
    before = tagged?.version ?? before;
    const version = tagged?.version ?? `${beginningAfter(before)}${stampOf(committedAt)}-${commit.slice(0, 12)}`;
    numbers.set(digest, { version, tag: tagged?.tag ?? null });
  }
  return numbers;
}

function beginningAfter(version: string | null): string {
  if (version === null) return '0.0.0-';
  const [plain = ''] = version.split('+');
  if (plain.includes('-')) return `${plain}.0.`;
  const [major, minor, patch] = plain.split('.').map(Number);
  return `${major}.${minor}.${patch! + 1}-0.`;
}

function stampOf(ms: number): string {
  return new Date(ms)
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replace(/\D/g, '');
}
