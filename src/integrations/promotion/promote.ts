import { ApiError } from '../client/api-error.js';
import type { GraphqlClient } from '../client/graphql-client.js';
import type { PromoteInput, RuleResult } from './preview-promotion.js';

/** What came of a promotion. */
export interface Promoted {
  readonly promotion: { readonly verdict: 'PROMOTED' | 'REFUSED'; readonly results: readonly RuleResult[] };
  readonly alias: { readonly name: string; readonly modelVersion: { readonly ref: string } };
  /** What the alias pointed to before. */
  readonly previous: { readonly ref: string } | null;
}

/**
 * Moves an alias to a version where every rule of its policy is met.
 * @throws {ApiError} for what the server refuses: POLICY_UNMET where a rule is not met, which is stored.
 */
export async function promote(client: GraphqlClient, input: PromoteInput): Promise<Promoted> {
  return (await client.mutate<{ readonly promote: Promoted }>(PROMOTE, { input })).promote;
}

/** Whether a promotion was refused because a rule is not met. */
export function isUnmet(error: unknown): error is ApiError {
  return error instanceof ApiError && error.code === 'POLICY_UNMET';
}

const PROMOTE = `mutation Promote($input: PromoteInput!) {
  promote(input: $input) {
    promotion { verdict results { rule verdict observed } } alias { name modelVersion { ref } } previous { ref }
  }
}`;
