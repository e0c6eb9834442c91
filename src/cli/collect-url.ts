import { InvalidArgumentError } from 'commander';

/** Reads a repeatable option `--subgraph name=url` into one object. */
export function collectUrl(given: string, urls: Readonly<Record<string, string>>): Record<string, string> {
  const [, name, url] = /^([^=]+)=(https?:\/\/.+)$/.exec(given) ?? [];
  if (name === undefined || url === undefined) {
    throw new InvalidArgumentError('Expected a name and a URL, such as models=http://127.0.0.1:4001/graphql.');
  }
  return { ...urls, [name]: url };
}
