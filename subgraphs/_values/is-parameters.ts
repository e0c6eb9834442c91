import { ValidateBy } from 'class-validator';

/** The most parameters one call takes. */
export const MAX_PARAMETERS = 1_000;

/**
 * The value is a JSON object of at most 1,000 parameters with keys of 250 characters and values of 10,000: of a text its
 * own characters, of any other value those of its JSON.
 */
export function IsParameters(): PropertyDecorator {
  return ValidateBy({
    name: 'isParameters',
    validator: { validate: areParameters, defaultMessage: () => `$property must be ${PARAMETERS}` },
  });
}

/** The same in words. */
export const PARAMETERS = `an object of at most ${MAX_PARAMETERS} parameters, keys of 1 to 250 characters, values of at most 10,000 characters, as JSON where they are no texts`;

/** Whether a value is such an object. */
export function areParameters(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return (
    entries.length <= MAX_PARAMETERS &&
    entries.every(([key, item]) => key.length >= 1 && key.length <= 250 && lengthOf(item) <= 10_000)
  );
}

/** A quote in a text counts once, though it is two characters of JSON. */
function lengthOf(value: unknown): number {
  return typeof value === 'string' ? value.length : (JSON.stringify(value)?.length ?? 0);
}
