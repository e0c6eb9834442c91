import { Matches, ValidateBy, type ValidationOptions } from 'class-validator';
import { DIGEST_PATTERN } from '../digest/digest.js';
import { NAME_PATTERN, NAMESPACE_PATTERN } from '../refs/ref.js';
import { isVersionText, MAX_VERSION } from '../refs/version-text.js';

/**
 * Characters of a ref, a name or an id that an input selects something with: of a column of a dataset version it is the
 * longest.
 */
export const MAX_REF = 1_000;

/** Characters of a reason or a comment, for those who read the history. */
export const MAX_REASON = 2_000;

/** The value is a name: `namespace/name`. */
export function IsName(options: ValidationOptions = {}): PropertyDecorator {
  return Matches(NAME_PATTERN, {
    message:
      '$property must be a name: up to six segments of letters, digits, ".", "_", "-", split by "/", at most 200 characters in all, such as fraud/detector',
    ...options,
  });
}

/** The value is a namespace that has room for a name: empty where names stand without one. */
export function IsNamespace(options: ValidationOptions = {}): PropertyDecorator {
  return Matches(NAMESPACE_PATTERN, {
    message:
      '$property must be a namespace: up to five segments of letters, digits, ".", "_", "-", split by "/", at most 150 characters in all, such as fraud/europe; empty where names stand without one',
    ...options,
  });
}

/** The value is a digest: `sha256:` and 64 lower-case hexadecimal digits. */
export function IsDigest(options: ValidationOptions = {}): PropertyDecorator {
  return Matches(DIGEST_PATTERN, {
    message: '$property must be a digest: sha256: and 64 lower-case hexadecimal digits',
    ...options,
  });
}

/** The value is a strict SemVer 2.0.0 version in its canonical spelling. */
export function IsVersion(options: ValidationOptions = {}): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isVersion',
      validator: {
        validate: (value) => typeof value === 'string' && isVersionText(value),
        defaultMessage: () =>
          `$property must be a SemVer version such as 1.4.0, 2.0.0-rc.1 or 1.4.0+cpu (no leading v or zeros, at most ${MAX_VERSION} characters)`,
      },
    },
    options,
  );
}

/** The value is a JSON object whose canonical text has at most this many bytes. */
export function MaxJsonBytes(bytes: number, options: ValidationOptions = {}): PropertyDecorator {
  return ValidateBy(
    {
      name: 'maxJsonBytes',
      constraints: [bytes],
      validator: {
        validate: (value) => Buffer.byteLength(JSON.stringify(value) ?? '') <= bytes,
        defaultMessage: () =>
          `$property must have at most ${bytes} bytes as JSON; keep larger things as an artifact and pin its digest`,
      },
    },
    options,
  );
}

/** The value is a JSON object from words to words: at most 1,000 keys of 250 characters with texts of 8,000. */
export function IsTags(options: ValidationOptions = {}): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isTags',
      validator: {
        validate: (value) =>
          typeof value === 'object' &&
          value !== null &&
          Object.keys(value).length <= 1_000 &&
          Object.entries(value).every(
            ([key, text]) => key.length >= 1 && key.length <= 250 && typeof text === 'string' && text.length <= 8_000,
          ),
        defaultMessage: () =>
          '$property must be an object of at most 1,000 texts, each of at most 8,000 characters under a key of at most 250',
      },
    },
    options,
  );
}

/** Milliseconds by which a client's clock may be ahead. */
const CLOCK_SKEW = 24 * 60 * 60 * 1_000;

/** Whether a moment has been, or may have been by a clock that is ahead. */
export function hasBeen(moment: Date): boolean {
  return moment.getTime() <= Date.now() + CLOCK_SKEW;
}

/** The value is a moment that has been; a day ahead is let through, since clocks differ. */
export function HasBeen(options: ValidationOptions = {}): PropertyDecorator {
  return ValidateBy(
    {
      name: 'hasBeen',
      validator: {
        validate: (value) => value instanceof Date && hasBeen(value),
        defaultMessage: () => '$property must be a moment that has been, but it is yet to come',
      },
    },
    options,
  );
}
