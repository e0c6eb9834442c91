import { readLastVersion } from '../alias/current-alias.js';
import { type RunMetrics, readRunMetrics } from '../evaluation/measured.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import { requireVersion } from '../model-version/require-version.js';
import { seenVersion } from '../model-version/seen-version.js';
import type { PromotionContext } from './promotion.context.js';

/** A version that is to take the place of another. */
export interface Candidacy {
  readonly version: ModelVersionRow;
  /** The version that the alias points to, or last pointed to: a rule is not passed by removing the alias first. */
  readonly replaced: ModelVersionRow | null;
  readonly alias: string;
  /** The metrics of the runs of both. */
  readonly runs: RunMetrics;
  /** The moment at which waivers must still count. */
  readonly at: Date;
}

/**
 * Gathers what other subgraphs know of a version and of the one it would replace.
 * @throws {PedigraphError} NOT_FOUND where there is no such version, UNAVAILABLE where an owner does not answer.
 */
export async function candidacyOf(ref: string, alias: string, context: PromotionContext): Promise<Candidacy> {
  const version = await requireVersion(ref, context.loaders);
  const last = await readLastVersion(context.database.manager, version.modelId, alias);
  const replaced = last && seenVersion(last, context.caller.rights);
  const runs = await readRunMetrics(replaced === null ? [version] : [version, replaced], context);
  return { version, replaced, alias, runs, at: new Date() };
}
