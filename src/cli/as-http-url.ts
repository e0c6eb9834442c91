import { InvalidArgumentError } from 'commander';

/** Reads an option that has to be the URL of a server, or of its `/graphql`: which is what is asked. */
export function asHttpUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new InvalidArgumentError('Expected a URL such as http://127.0.0.1:4000/graphql.');
  if (url.pathname !== '/') return text;
  url.pathname = '/graphql';
  return url.href;
}

/** The URL of a gateway by default. */
export const DEFAULT_URL = 'http://127.0.0.1:4000/graphql';
