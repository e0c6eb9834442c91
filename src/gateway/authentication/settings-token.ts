import { timingSafeEqual } from 'node:crypto';
import type { Identity } from '#platform/auth/caller.js';
import type { ClientToken } from '#platform/config/settings/lists.js';
import { sha256 } from '#platform/digest/digest.js';
import { bearerToken } from './bearer-token.js';
import type { Credential, ReadCredential } from './credential.js';

/** The tokens that stand in the settings. */
export interface SettingsTokens {
  /** The token of whoever is let in without a name of its own; may do everything. */
  readonly token?: string | undefined;
  readonly tokens?: readonly ClientToken[] | undefined;
}

/** Reads bearer tokens that stand in the settings; the caller is the name that stands beside it, else `token`. */
export function readSettingsToken({ token, tokens = [] }: SettingsTokens): ReadCredential {
  const unnamed: readonly Holder[] =
    token === undefined
      ? []
      : [holderOf(token, { actor: 'token', kind: 'SERVICE', grants: [{ role: 'ADMIN', namespace: '' }] })];
  const named = tokens.map(({ actor, role, namespace, token: text }) =>
    holderOf(text, { actor, kind: 'USER', grants: [{ role, namespace }] }),
  );
  const holders = [...unnamed, ...named];
  if (holders.length === 0) return () => undefined;
  return (headers) => {
    const given = bearerToken(headers);
    if (given === undefined) return undefined;
    const digest = digestOf(given);
    // Digests have one length, so the time of the comparison gives away neither the token's length nor how much of it
    // was right.
    return holders.find((known) => timingSafeEqual(known.digest, digest))?.credential;
  };
}

interface Holder {
  readonly digest: Buffer;
  readonly credential: Credential;
}

function holderOf(token: string, identity: Identity): Holder {
  return { digest: digestOf(token), credential: Object.freeze({ identity: Object.freeze(identity) }) };
}

function digestOf(token: string): Buffer {
  return Buffer.from(sha256(token));
}
