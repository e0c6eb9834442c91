import { hkdfSync } from 'node:crypto';
import { EncryptJWT, type JWTPayload, jwtDecrypt } from 'jose';

/** What a cookie holds, encrypted and authenticated (JWE), so that its bearer can neither read nor change it. */
export interface SealedCookies<T> {
  /** @param seconds after which it opens no more */
  seal(content: T, seconds: number): Promise<string>;
  /** Undefined for what was sealed under another secret, for something else, has ended, or was never sealed. */
  open(text: string): Promise<{ readonly content: T; readonly expiresAt: number } | undefined>;
}

/** What cookies are sealed by. */
export interface SealOptions {
  /** The first seals, each opens. */
  readonly secrets: readonly string[];
  /** What the cookies are for: one for something else does not open here. */
  readonly purpose: string;
}

/** Seals by AES-256-GCM, under a key that HKDF (RFC 5869) makes of a secret for this purpose alone. */
export function createSealedCookies<T extends object>({ secrets, purpose }: SealOptions): SealedCookies<T> {
  const keys = new Map(
    secrets.map((secret) => [derive(secret, `${purpose} id`, 9).toString('base64url'), derive(secret, purpose, 32)]),
  );
  const [[newest, key] = never()] = keys;
  return {
    seal: (content, seconds) =>
      new EncryptJWT({ content } as JWTPayload)
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: newest })
        .setExpirationTime(Math.floor(Date.now() / 1_000) + seconds)
        .encrypt(key),
    async open(text) {
      try {
        const { payload } = await jwtDecrypt(text, ({ kid }) => keys.get(kid ?? '') ?? never(), {
          keyManagementAlgorithms: ['dir'],
          contentEncryptionAlgorithms: ['A256GCM'],
          requiredClaims: ['exp', 'content'],
        });
        return { content: payload['content'] as T, expiresAt: payload.exp! * 1_000 };
      } catch {
        return undefined;
      }
    },
  };
}

function derive(secret: string, purpose: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `pedigraph ${purpose}`, bytes));
}

function never(): never {
  throw new Error('It was sealed under no secret that is known.');
}
