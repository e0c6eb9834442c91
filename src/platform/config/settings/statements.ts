import * as z from 'zod';
import { readSigningKey, readVerifyingKeys } from '#platform/auth/internal-token/key-pair.js';
import { wholeNumber } from '../whole-number.js';
import { refuseUnless } from './internal-tokens.js';
import { readNames } from './lists.js';

/** What somebody else's subgraphs are told of who asks, and how they can check it. */
export const statements = z
  .object({
    key: z
      .string()
      .superRefine(refuseUnless(readSigningKey, 'an Ed25519 private key'))
      .optional()
      .describe('The private key that a gateway signs it with; it is another than that of internal tokens.'),
    publicKeys: z
      .string()
      .superRefine(refuseUnless(readVerifyingKeys, 'Ed25519 public keys'))
      .optional()
      .describe(
        'Further public keys that are published: the next, before it signs, and the last, for as long as it may be met.',
      ),
    subgraphs: z
      .string()
      .transform(readNames)
      .default([])
      .describe('The [subgraphs of others](foreign-subgraphs.md#who-asks) that get it, by name.'),
    issuer: z.string().min(1).default('pedigraph').describe('Who says so, in `iss`.'),
    seconds: wholeNumber(30, 3_600).default(60).describe('Seconds that it holds.'),
  })
  .refine(({ key, subgraphs }) => subgraphs.length === 0 || key !== undefined, {
    path: ['key'],
    message:
      'PEDIGRAPH_STATEMENT_SUBGRAPHS are told who asks, and that has to be signed: `pedigraph gateway-keys` makes a key',
  });
