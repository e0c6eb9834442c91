import { createHash } from 'node:crypto';
import { plainSegment } from '#integrations/importing/plain-segment.js';
import { TRAILING_SLASHES } from '../dvc/paths.js';

/**
 * The namespace of a repository by its URL: owner and name, of GitHub; with the host before it elsewhere. So the same
 * name in two repositories does not collide, and one that is imported into another is known by its URL.
 */
export function namespaceOfUrl(url: string): string {
  const [, host = '', rest = ''] =
    /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@]*@)?([^/:]+)(?::\d+(?=\/))?[:/](.+)$/i.exec(url) ?? [];
  const path = rest
    .replace(/[?#].*$/, '')
    .replace(TRAILING_SLASHES, '')
    .replace(/\.git$/, '');
  const segments = path
    .split('/')
    .map((segment) => plainSegment(segment, 50))
    .filter((segment) => segment !== '');
  const isKnownHost = host.toLowerCase() === 'github.com';
  const all = [...(isKnownHost ? [] : [plainSegment(host.toLowerCase(), 50)]), ...segments].filter(Boolean);
  if (all.length <= MOST_OF_NAMESPACE) return all.join('/') || 'repository';
  const hash = createHash('sha256').update(url).digest('hex').slice(0, 8);
  return [...all.slice(0, MOST_OF_NAMESPACE - 1), `${all.at(-1)}-${hash}`].join('/');
}

/** So that paths of the repository have room behind it. */
const MOST_OF_NAMESPACE = 3;

/** The namespace of a repository that has no URL: its folder, and the beginning of the id of its first commit. */
export function namespaceOfFolder(folder: string, firstCommit: string): string {
  const name = folder
    .replace(/[/\\]+$/, '')
    .replace(/\.git$/, '')
    .replace(/^.*[/\\]/, '');
  return `${plainSegment(name, 50) || 'repository'}-${firstCommit.slice(0, 8)}`;
}
