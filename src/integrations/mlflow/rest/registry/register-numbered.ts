import type { Api } from '../wire/api.js';
import { MlflowError } from '../wire/mlflow-error.js';
import { translateError } from '../wire/translate-error.js';
import type { Version } from './version-message.js';

const HIGHEST = 'query HighestNumber($name: String!) { model(name: $name) { highestExternalVersion } }';

const REGISTER = `mutation RegisterModelVersion($input: RegisterModelVersionInput!) {
  registerModelVersion(input: $input) {
    created modelVersion { ref version externalVersion createdAt createdBy reproducibility { verdict } } } }`;

/** What is not known of a version before it is registered. */
export type RegisteredVersion = Pick<
  Version,
  'ref' | 'version' | 'externalVersion' | 'createdAt' | 'createdBy' | 'reproducibility'
>;

/** How many numbers are tried while others take them. */
const MOST_TRIES = 100;

/** What is registered, and the highest number that its model had before. */
export interface NumberedInput {
  readonly input: { readonly model: string };
  readonly highest: number;
}

/**
 * Registers a version under the number behind the highest that the model ever had, archived ones too. Of callers at once
 * each gets a number of its own: one that another has taken meanwhile is not had again.
 * @param wantedOf the versions that one of this number may have, best first; where none can be had it is derived
 */
export async function registerNumbered(
  { input, highest }: NumberedInput,
  wantedOf: (number: number) => readonly string[],
  api: Api,
): Promise<RegisteredVersion> {
  let number = highest + 1;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const registered = await registerUnder({ ...input, externalVersion: String(number) }, wantedOf(number), api);
    if (registered !== null) return registered;
    number = (await highestNumber(input.model, api)) + 1;
  }
  throw new MlflowError(
    'RESOURCE_CONFLICT',
    `Model Version creation error (name=${input.model}). Giving up after ${MOST_TRIES} attempts: others take each number.`,
  );
}

async function highestNumber(name: string, api: Api): Promise<number> {
  const { model } = await api.ask<{ model: { highestExternalVersion: number | null } | null }>(HIGHEST, { name });
  return model?.highestExternalVersion ?? 0;
}

/** Null where the number is taken. */
async function registerUnder(input: object, wanted: readonly string[], api: Api): Promise<RegisteredVersion | null> {
  for (const version of [...wanted, null]) {
    try {
      const { registerModelVersion: done } = await api.askOnce<{
        registerModelVersion: { created: boolean; modelVersion: RegisteredVersion };
      }>(REGISTER, { input: { ...input, version } }, (code, error) => {
        if (code !== 'CONFLICT' && code !== 'VERSION_TOO_LOW') return undefined;
        // Who holds the number, or the content under it, is named; else it is the version that cannot be had.
        return new Refused(error.extensions?.['existingVersion'] !== undefined, translateError(error));
      });
      // The same content under the same number is that of another call.
      return done.created ? done.modelVersion : null;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.isNumber) return null;
      if (version === null) throw error.refusal;
    }
  }
  throw new Error('The last version is null, which returns or throws.');
}

class Refused extends Error {
  constructor(
    /** Whether the number was refused, and not the version. */
    readonly isNumber: boolean,
    readonly refusal: MlflowError,
  ) {
    super(refusal.message);
  }
}
