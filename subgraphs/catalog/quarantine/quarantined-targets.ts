import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { ImpactContext } from '../impact/impact.context.js';
import { readImpact } from '../impact/read-impact.js';
import { MAX_NODES } from '../lineage/lineage.args.js';
import type { QuarantineDownstreamInput } from './quarantine.type.js';

/**
 * The model versions that a quarantine would reach, by ref: in the namespace of each of them its caller needs the role.
 * Where it reaches what the caller may not see, that is refused without naming it.
 * @throws {PedigraphError} FORBIDDEN then; NOT_FOUND or AMBIGUOUS_REFERENCE for what `of` names.
 */
export async function quarantinedTargets(
  { of, kind = null }: QuarantineDownstreamInput,
  context: ImpactContext,
): Promise<readonly { readonly name: string }[]> {
  const impact = await readImpact({ of, kind, first: MAX_NODES }, context);
  if (impact === null) return [];
  const { modelVersions, redactedModelVersions: redacted } = impact;
  if (redacted > 0) {
    const versions = redacted === 1 ? 'a model version' : `${redacted} model versions`;
    throw new PedigraphError(
      'FORBIDDEN',
      `Expected a caller who maintains all that rests on ${JSON.stringify(of)}, but ${versions} of it ${context.caller.actor} may not even see: have an ADMIN of everything quarantine it, or quarantine what you maintain by itself. Nothing was written.`,
      { action: 'QUARANTINE', role: 'ADMIN', namespace: '' },
    );
  }
  return modelVersions.map(({ ref }) => ({ name: ref }));
}
