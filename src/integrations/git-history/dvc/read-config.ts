import { withoutCredentials } from '#integrations/reading/without-credentials.js';

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
  for (const line of text.split(/\r?\n/)) {
    const header = /^\s*\[\s*(.*?)\s*\]\s*$/.exec(line)?.[1];
    if (header !== undefined) section = header.replace(/^'(.*)'$/, '$1');
    const [, key, value] = /^\s*(\w+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (key === undefined || value === undefined) continue;
    if (section === 'core' && key === 'remote') remote = value;
    const name = /^remote "(.*)"$/.exec(section)?.[1];
    if (name !== undefined && key === 'url') urls.set(name, withoutCredentials(value));
  }
  return { remote, urls };
}
