import { InvalidArgumentError } from 'commander';

/** Where SDL is: a file, or the URL of a subgraph that runs. */
export type SdlPlaces = Readonly<Record<string, string>>;

/** Reads a repeatable option `name=file-or-url`. */
export function collectSdl(given: string, places: SdlPlaces): SdlPlaces {
  const [, name, place] = /^([a-z][a-z0-9_]{0,62})=(.+)$/.exec(given) ?? [];
  if (name === undefined || place === undefined)
    throw new InvalidArgumentError('Expected a name and a file or a URL, such as cost=cost.graphql.');
  return { ...places, [name]: place };
}
