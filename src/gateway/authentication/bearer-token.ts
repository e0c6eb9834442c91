import type { IncomingHttpHeaders } from 'node:http';

/** The token of `Authorization: Bearer …`; undefined where there is none. */
export function bearerToken({ authorization }: IncomingHttpHeaders): string | undefined {
  return /^Bearer +([^\s]+) *$/i.exec(authorization ?? '')?.[1];
}
