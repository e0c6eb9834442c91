import { withoutCredentials } from '#platform/errors/without-credentials.js';

/** What a `.dvc/config` says of remotes. */
export interface DvcConfig {
  /** The name of the default one. */
  readonly remote: string | null;
  /** By name; without credentials. */
  readonly urls: ReadonlyMap<string, string>;
}

/** A repository without remotes. */
export const NO_CONFIG: DvcConfig = { remote: null, urls: new Map() };

/** Reads a `.dvc/config`: sections such as `[core]` and `['remote "storage"']` with `key = value`. */
export function readDvcConfig(text: string): DvcConfig {
  const urls = new Map<string, string>();
  let remote: string | null = null;
  let section = '';
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.trim();
    if (line.startsWith('[') && line.endsWith(']'))
      section = line
        .slice(1, -1)
        .trim()
        .replace(/^'(.*)'$/, '$1');
    const equals = line.indexOf('=');
    const key = line.slice(0, Math.max(0, equals)).trimEnd();
    if (!/^\w+$/.test(key)) continue;
    const value = line.slice(equals + 1).trimStart();
    if (section === 'core' && key === 'remote') remote = value;
    const name = /^remote "(.*)"$/.exec(section)?.[1];
    if (name !== undefined && key === 'url') urls.set(name, withoutCredentials(value));
  }
  return { remote, urls };
}
