import * as z from 'zod';
import { readSigningKey, readVerifyingKeys } from '#platform/auth/internal-token/key-pair.js';
import { wholeNumber } from '../whole-number.js';
import { refuseUnless } from './internal-tokens.js';
import { readNames } from './lists.js';

/** What somebody else's subgraphs are told of who asks, and how they can check it. */
export const statements = z
  .object({
    /** The private key that a gateway signs it with; it is another than that of internal tokens. */
    key: z.string().superRefine(refuseUnless(readSigningKey, 'an Ed25519 private key')).optional(),
    /** Further public keys that are published: the next, before it signs, and the last, for as long as it may be met. */
    publicKeys: z.string().superRefine(refuseUnless(readVerifyingKeys, 'Ed25519 public keys')).optional(),
    /** The subgraphs that are told, by name. */
    subgraphs: z.string().transform(readNames).default([]),
    /** Who says so, in `iss`. */
    issuer: z.string().min(1).default('pedigraph'),
    /** Seconds that it holds. */
    seconds: wholeNumber(30, 3_600).default(60),
  })
  .refine(({ key, subgraphs }) => subgraphs.length === 0 || key !== undefined, {
    path: ['key'],
    message:
      'PEDIGRAPH_STATEMENT_SUBGRAPHS are told who asks, and that has to be signed: `pedigraph gateway-keys` makes a key',
  });
