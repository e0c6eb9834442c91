import * as z from 'zod';
import { readSigningKey, readVerifyingKeys } from '#platform/auth/internal-token/key-pair.js';
import { wholeNumber } from '../whole-number.js';

/** The tokens by which gateways and subgraphs of ours, in processes of their own, know each other. */
export const internalTokens = z
  .object({
    gatewayKey: z
      .string()
      .superRefine(refuseUnless(readSigningKey, 'an Ed25519 private key'))
      .optional()
      .describe('The private key of a gateway: it signs in whose name it asks.'),
    gatewayPublicKeys: z
      .string()
      .superRefine(refuseUnless(readVerifyingKeys, 'Ed25519 public keys'))
      .optional()
      .describe(
        'The public keys of the gateways that a subgraph believes, with commas between: several while one is replaced.',
      ),
    backgroundKey: z
      .string()
      .superRefine(refuseUnless(readSigningKey, 'an Ed25519 private key'))
      .optional()
      .describe('The private key of a subgraph that asks others for work of its own, beside requests: the catalog.'),
    backgroundPublicKeys: z
      .string()
      .superRefine(refuseUnless(readVerifyingKeys, 'Ed25519 public keys'))
      .optional()
      .describe('The public keys of such subgraphs.'),
    seconds: wholeNumber(30, 86_400)
      .default(60)
      .describe('Seconds that a token holds, and that a subgraph lets one hold at most.'),
  })
  .refine(({ gatewayKey, backgroundKey }) => gatewayKey === undefined || gatewayKey !== backgroundKey, {
    path: ['backgroundKey'],
    message: 'expected another key than PEDIGRAPH_GATEWAY_KEY: who has that one may ask in any name',
  });

/** What the life of a token is compared with. */
interface TokenLife {
  readonly internalTokens: { readonly seconds: number };
  readonly timeouts: { readonly operation: number };
}

/** What is wrong where a token does not outlast an operation. */
export const SHORT_TOKENS =
  'expected at least twice PEDIGRAPH_TIMEOUT_OPERATION_MS: a token is sent until half of its life is up, and has to hold until the operation ends';

/** Whether a token that is sent at the half of its life holds until the end of the longest operation. */
export function outlastsOperations({ internalTokens: { seconds }, timeouts: { operation } }: TokenLife): boolean {
  return seconds * 1_000 >= 2 * operation;
}

/** Which variable sets which of them. */
export const INTERNAL_TOKEN_VARIABLES = {
  PEDIGRAPH_GATEWAY_KEY: ['internalTokens', 'gatewayKey'],
  PEDIGRAPH_GATEWAY_PUBLIC_KEYS: ['internalTokens', 'gatewayPublicKeys'],
  PEDIGRAPH_BACKGROUND_KEY: ['internalTokens', 'backgroundKey'],
  PEDIGRAPH_BACKGROUND_PUBLIC_KEYS: ['internalTokens', 'backgroundPublicKeys'],
  PEDIGRAPH_INTERNAL_TOKEN_SECONDS: ['internalTokens', 'seconds'],
} as const satisfies Record<string, readonly [string, keyof z.infer<typeof internalTokens>]>;

/** A check by reading; its message does not repeat the value, which may be a private key in the wrong place. */
export function refuseUnless(read: (text: string) => unknown, what: string) {
  return (text: string, context: z.RefinementCtx): void => {
    try {
      read(text);
    } catch {
      context.addIssue({
        code: 'custom',
        message: `expected ${what} as base64 of DER, or as PEM; \`pedigraph gateway-keys\` makes a pair`,
      });
    }
  };
}
