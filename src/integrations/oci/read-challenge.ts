/** What a server wants to be shown. */
export interface Challenge {
  /** In small letters: `bearer`, `basic`. */
  readonly scheme: string;
  readonly parameters: Readonly<Partial<Record<'realm' | 'service' | 'scope', string>>>;
}

/** Reads the header `WWW-Authenticate`, of one challenge; null where it is none. */
export function readChallenge(header: string): Challenge | null {
  const [, scheme, rest] = /^\s*([A-Za-z]+)\s+(.*)$/s.exec(header) ?? [];
  if (scheme === undefined || rest === undefined) return null;
  const parameters: Partial<Record<'realm' | 'service' | 'scope', string>> = {};
  for (const [, name, value] of rest.matchAll(/(realm|service|scope)="([^"]*)"/gi))
    parameters[name!.toLowerCase() as 'realm' | 'service' | 'scope'] = value!;
  return { scheme: scheme.toLowerCase(), parameters };
}
