import * as z from 'zod';
import { CALLER_KINDS, type Caller } from '../caller.js';
import { ROLES } from '../role.js';

const texts = z.array(z.string());

const callerSchema = z.strictObject({
  actor: z.string().min(1).max(200),
  kind: z.enum(CALLER_KINDS),
  rights: z.strictObject({
    roles: z.array(z.strictObject({ role: z.enum(ROLES), namespace: z.string() })),
    hidden: texts,
    shown: texts,
    fingerprint: z.string().min(1),
  }),
  scopes: texts.optional(),
  expiresAt: z.number().optional(),
});

/** The caller as the claim `caller` of a token. */
export function callerClaim({ actor, kind, rights, scopes, expiresAt }: Caller): Record<string, unknown> {
  const { roles, hidden, shown, fingerprint } = rights;
  return { actor, kind, rights: { roles, hidden, shown, fingerprint }, scopes, expiresAt };
}

/**
 * Reads what `callerClaim` made.
 * @throws {Error} where it is anything else.
 */
export function readCallerClaim(claim: unknown): Caller {
  return Object.freeze(callerSchema.parse(claim));
}
