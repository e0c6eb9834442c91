import { InvalidArgumentError } from 'commander';

/** Reads an option that has to be the URL of a gateway. */
export function asHttpUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError('Expected a URL such as http://127.0.0.1:4000/graphql.');
}

/** The URL of a gateway by default. */
export const DEFAULT_URL = 'http://127.0.0.1:4000/graphql';
