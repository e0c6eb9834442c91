import { isRefusal } from '#integrations/importing/write.js';
import type { GivenNumber } from '../repository/version-numbers.js';
import type { HubImportContext } from './hub-import-context.js';

/** The server's codes for a number that other content has, or that is too low beside what is there. */
const NO_PLACE: ReadonlySet<string> = new Set(['CONFLICT', 'VERSION_TOO_LOW']);

/** Registers under the number that was given; where that has no place here any more, under a derived one, which is reported. */
export async function registerNumbered<Made>(
  number: GivenNumber | null,
  register: (version: string | null) => Promise<Made>,
  place: string,
  { tally }: Pick<HubImportContext, 'tally'>,
): Promise<Made> {
  if (number === null) return register(null);
  try {
    return await register(number.version);
  } catch (error) {
    if (!isRefusal(error) || !NO_PLACE.has(error.code)) throw error;
    if (number.tag !== null)
      tally.remark(place, `is not ${number.version}, as its tag ${number.tag} says: ${error.message}`);
    return register(null);
  }
}
