/** What a cursor has, which is JSON; undefined where it is none. */
export function jsonInCursor(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
