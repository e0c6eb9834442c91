import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** A private key that signs tokens, and the id under which verifiers find its public half. */
export interface SigningKey {
  /** The thumbprint of the public key (RFC 7638), so that nobody has to choose one. */
  readonly id: string;
  readonly key: KeyObject;
}

/** A public key that signatures are verified with. */
export type VerifyingKey = SigningKey;

/** A new key pair as texts for the environment: DER as base64, what stands between the lines of a PEM file. */
export interface KeyPairTexts {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** Makes an Ed25519 key pair (RFC 8410). */
export function makeKeyPair(): KeyPairTexts {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  };
}

/**
 * Reads a private key: PKCS #8 as base64 of DER, or as PEM.
 * @throws {Error} where it is anything but an Ed25519 private key.
 */
export function readSigningKey(text: string): SigningKey {
  const key = isPem(text)
    ? createPrivateKey(text)
    : createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' });
  return { id: thumbprintOf(createPublicKey(key)), key };
}

/**
 * Reads public keys with commas between, each SubjectPublicKeyInfo as base64 of DER, or as PEM.
 * @throws {Error} where one is anything but an Ed25519 public key, a private one too.
 */
export function readVerifyingKeys(text: string): readonly VerifyingKey[] {
  const texts = text.split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()]));
  if (texts.length === 0) throw new Error('There is no key.');
  return texts.map((one) => {
    if (one.includes('PRIVATE')) throw new Error('It is a private key.'); // Node would take the public half of it
    const key = isPem(one)
      ? createPublicKey(one)
      : createPublicKey({ key: Buffer.from(one, 'base64'), format: 'der', type: 'spki' });
    return { id: thumbprintOf(key), key };
  });
}

/** The text of the public key that belongs to a private one. */
export function publicKeyOf({ key }: SigningKey): string {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');
}

function thumbprintOf(key: KeyObject): string {
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('It is no Ed25519 key.');
  const { crv, kty, x } = key.export({ format: 'jwk' });
  return createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');
}

function isPem(text: string): boolean {
  return text.trimStart().startsWith('-----BEGIN');
}
