import type { Sealed } from '#platform/digest/digest.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { Bump } from '#platform/versions/derive-version.js';
import { NOTHING_CHANGED } from '../content/model-bump.js';
import { type ModelContent, sealModel } from '../content/model-manifest.js';
import type { ModelVersion } from '../model-version.entity.js';

/** Content on its way to a version, in the two forms that it may be sealed in. */
export interface NumberedContent {
  /** The number that another registry gave it; null where none did. */
  readonly externalVersion: string | null;
  readonly plain: Sealed;
  /** With the number in it; null where there is none. */
  readonly numbered: Sealed | null;
}

/** Which form is registered, and the version that it is already; null where it is none. */
export interface ChosenForm {
  readonly sealed: Sealed;
  readonly sameContent: ModelVersion | null;
}

/** Seals content in both forms. */
export async function sealForms(content: ModelContent, externalVersion: string | null): Promise<NumberedContent> {
  return {
    externalVersion,
    plain: await sealModel(content),
    numbered: externalVersion === null ? null : await sealModel(content, externalVersion),
  };
}

/**
 * The form to register, so that each external number has a version of its own: plain, unless the same content is
 * registered under another number, or without one. What has the number already is the same version in either form.
 * @param plain the version with the same content in the plain form
 * @param holder the version that has the external number
 * @throws {PedigraphError} CONFLICT where the number belongs to other content.
 */
export function chooseForm(
  { externalVersion, plain, numbered }: NumberedContent,
  existing: { readonly plain: ModelVersion | null; readonly holder: ModelVersion | null },
): ChosenForm {
  const { holder } = existing;
  if (numbered === null) return { sealed: plain, sameContent: existing.plain };
  if (holder === null) {
    return existing.plain === null ? { sealed: plain, sameContent: null } : { sealed: numbered, sameContent: null };
  }
  for (const sealed of [plain, numbered]) if (sealed.digest === holder.digest) return { sealed, sameContent: holder };
  throw new PedigraphError(
    'CONFLICT',
    `${holder.ref} has the external version ${externalVersion} already, with other content (${holder.digest}), and what is registered never changes: register under another external version, or without one. Nothing was written.`,
    { existing: holder.ref, existingVersion: holder.version, existingDigest: holder.digest, digest: plain.digest },
  );
}

/** The bump of content that differs from what is registered by its external number alone, which a bump does not see. */
export function bumpOfNumber({ level, reasons }: Bump): Bump {
  const isSame = reasons.length === 1 && reasons[0] === NOTHING_CHANGED;
  return { level, reasons: isSame ? ['it is the same content under another external number'] : reasons };
}
