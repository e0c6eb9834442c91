import { invalidParameter } from '../wire/mlflow-error.js';

/** The token of the next page: where it goes on, for clients to hand back as it is. Undefined behind the last page. */
export function pageToken(cursor: string | null | undefined): string | undefined {
  if (cursor === null || cursor === undefined) return undefined;
  return Buffer.from(JSON.stringify({ after: cursor })).toString('base64');
}

/**
 * The cursor in a token; undefined for the first page.
 * @throws {MlflowError} where it is no token of this server
 */
export function cursorOf(token: string | undefined): string | undefined {
  if (token === undefined || token === '') return undefined;
  const { after } = parsed(token);
  if (typeof after !== 'string') throw invalidParameter(`Invalid page token, parsed value=${token.slice(0, 100)}`);
  return after;
}

function parsed(token: string): { readonly after?: unknown } {
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(token)) throw invalidParameter('Invalid page token, could not base64-decode');
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64').toString());
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    throw invalidParameter(`Invalid page token, could not be read: ${token.slice(0, 100)}`);
  }
}
