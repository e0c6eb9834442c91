import { setTimeout as pause } from 'node:timers/promises';
import type { GraphqlClient } from '../client/graphql-client.js';
import { type PromoteInput, type PromotionPreview, previewPromotion, type RuleResult } from './preview-promotion.js';

/** How long approvals are waited for, and who hears of it. */
export interface AwaitApprovalOptions {
  /** In milliseconds. */
  readonly timeout: number;
  /** Called with the rules that wait for approvals, at first and whenever what is missing has changed. */
  readonly onMissing: (missing: readonly RuleResult[]) => void;
}

/** Pauses between two looks, in milliseconds: the first, and the longest. */
const PAUSE = { first: 500, longest: 10_000 } as const;

/**
 * Waits while approvals are the only rules that are not met. Returns how all are judged then: once the approvals are
 * there, once another rule is not met, which waiting does not change, or at the time limit.
 */
export async function awaitApproval(
  client: GraphqlClient,
  input: PromoteInput,
  { timeout, onMissing }: AwaitApprovalOptions,
): Promise<PromotionPreview> {
  const end = Date.now() + timeout;
  let reported = '';
  for (let wait: number = PAUSE.first; ; wait = Math.min(wait * 1.5, PAUSE.longest)) {
    const preview = await previewPromotion(client, input);
    const missing = preview.results.filter(({ verdict }) => verdict === 'UNMET');
    const left = end - Date.now();
    if (missing.length === 0 || !missing.every(isOfApprovals) || left <= 0) return preview;
    const text = JSON.stringify(missing);
    if (text !== reported) onMissing(missing);
    reported = text;
    await pause(Math.min(wait, left));
  }
}

/** As policies call the rules that people meet. */
function isOfApprovals({ rule }: RuleResult): boolean {
  return /^approvals( by [A-Z]+)?$/.test(rule);
}
