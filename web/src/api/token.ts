const KEY = 'pedigraph.token';

/** The token that was given for this tab, until it is closed; it stands in no address and in no other storage. */
export function readToken(): string | null {
  return sessionStorage.getItem(KEY);
}

/** Gives the token for this tab; null takes it away. */
export function writeToken(token: string | null): void {
  if (token === null) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, token);
}
