import * as z from 'zod';
import { PedigraphError } from '../errors/pedigraph-error.js';
import { CALLER_KINDS, type Caller } from './caller.js';
import { ALL_RIGHTS } from './rights.js';
import { ROLES } from './role.js';

/** The header in which a gateway names to a subgraph the caller it asks for. */
export const CALLER_HEADER = 'pedigraph-caller';

const texts = z.array(z.string());

const rights = z.strictObject({
  roles: z.array(z.strictObject({ role: z.enum(ROLES), namespace: z.string() })),
  hidden: texts,
  shown: texts,
  fingerprint: z.string(),
});

const caller = z.strictObject({
  actor: z.string().min(1).max(200),
  kind: z.enum(CALLER_KINDS).default('USER'),
  rights: z.union([z.literal('all').transform(() => ALL_RIGHTS), rights]),
  expiresAt: z.number().optional(),
});

/** The same few ask again and again. */
const encoded = new WeakMap<Caller, string>();
const decoded = new Map<string, Caller>();
const DECODED = 1_000;

/** The caller as base64url of JSON, since an actor's name may hold what a header may not. */
export function encodeCaller(value: Caller): string {
  const known = encoded.get(value);
  if (known !== undefined) return known;
  const header = Buffer.from(JSON.stringify(value)).toString('base64url');
  encoded.set(value, header);
  return header;
}

/**
 * Reads what `encodeCaller` wrote. Whether the sender is to be believed is for the server to know.
 * @throws {PedigraphError} BAD_REQUEST where it is anything else.
 */
export function decodeCaller(header: string): Caller {
  const known = decoded.get(header);
  if (known !== undefined) return known;
  try {
    const read = Object.freeze(caller.parse(JSON.parse(Buffer.from(header, 'base64url').toString())));
    if (decoded.size === DECODED) decoded.clear();
    decoded.set(header, read);
    return read;
  } catch {
    throw new PedigraphError(
      'BAD_REQUEST',
      `The header ${CALLER_HEADER} must be base64url of {"actor": a name, "rights": "all"}; only a gateway sends it.`,
    );
  }
}
