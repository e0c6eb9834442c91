import type { GraphqlClient } from '../client/graphql-client.js';

/** Which alias is to be moved to which version. */
export interface PromoteInput {
  /** Its ref, such as `fraud/detector@1.4.0`. */
  readonly modelVersion: string;
  readonly alias: string;
  /** The version that the alias is expected to point to; nothing is compared where it is left out. */
  readonly expected?: string | undefined;
  readonly reason?: string | undefined;
}

/** How one rule of a policy was judged. */
export interface RuleResult {
  readonly rule: string;
  readonly verdict: 'MET' | 'UNMET' | 'WAIVED';
  /** What the verdict rests on, for people. */
  readonly observed: string;
}

/** What a promotion would come to. */
export interface PromotionPreview {
  readonly verdict: 'PROMOTED' | 'REFUSED';
  readonly results: readonly RuleResult[];
}

/** Asks what a promotion would come to now, rule by rule; nothing is written. */
export async function previewPromotion(client: GraphqlClient, input: PromoteInput): Promise<PromotionPreview> {
  return (await client.query<{ readonly previewPromotion: PromotionPreview }>(PREVIEW, { input })).previewPromotion;
}

const PREVIEW = `query PreviewPromotion($input: PromoteInput!) {
  previewPromotion(input: $input) { verdict results { rule verdict observed } }
}`;
