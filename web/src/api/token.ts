const KEY = 'pedigraph.token';

/** The token that the page around this one has sent, which is in no storage. */
let sent: string | null = null;

/** The token that was given for this tab, until it is closed; it stands in no address and in no other storage. */
export function readToken(): string | null {
  return sent ?? storedToken();
}

/** Takes the token for this page alone. */
export function takeToken(token: string): void {
  sent = token;
}

/** A browser may give a page in a frame no storage. */
function storedToken(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Gives the token for this tab; null takes it away. */
export function writeToken(token: string | null): void {
  if (token === null) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, token);
}
