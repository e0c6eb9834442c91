import { type Rights, sees } from '#platform/auth/rights.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/** What stands in the place of a name that is hidden. */
export const HIDDEN_NAME = '(hidden)';

/** Refs, and the names that our own sentences bring with these words. */
const NAMES =
  /[A-Za-z0-9][A-Za-z0-9._/-]*@[A-Za-z0-9][A-Za-z0-9.+:_-]*|(?<=\b(?:dataset|data of|derived from) )(?!version is )[A-Za-z0-9][A-Za-z0-9._/-]*/g;

/** A sentence that the registry made, such as the reason of a bump, without the names that the caller may not see. */
export function hideNames(sentence: string, rights: Rights): string {
  if (rights.hidden.length === 0) return sentence;
  return sentence.replace(NAMES, (name) => (sees(rights, name) ? name : HIDDEN_NAME));
}

/** Names a version; the refusal of one that is too low quotes the reasons of the bump. */
export async function hidingReasons<T>(rights: Rights, name: () => Promise<T>): Promise<T> {
  if (rights.hidden.length === 0) return name();
  try {
    return await name();
  } catch (error) {
    if (!(error instanceof PedigraphError) || error.code !== 'VERSION_TOO_LOW') throw error;
    throw new PedigraphError(error.code, hideNames(error.message, rights), error.extensions);
  }
}
