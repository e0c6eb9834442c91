import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { sha256 } from '../digest/digest.js';

/** What every API key begins with, so that scanners for leaked secrets know one. */
const PREFIX = 'pdg_';
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Characters of chance: 30 of 62 are 178 bits. */
const SECRET = 30;
/** Characters of the checksum: 6 of 62 hold 32 bits. */
const CHECKSUM = 6;
const FORM = new RegExp(`^${PREFIX}[0-9A-Za-z]{${SECRET + CHECKSUM}}$`);

/** A new API key: `pdg_`, 30 base-62 characters by chance and 6 of their CRC-32. It is shown once and never stored. */
export function createApiKey(): string {
  const secret = Array.from({ length: SECRET }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return PREFIX + secret + checksum(secret);
}

/** Whether a bearer token means to be an API key, rightly written or not. */
export function looksLikeApiKey(token: string): boolean {
  return token.startsWith(PREFIX);
}

/** Whether the checksum of an API key is right: a typo needs no database to be refused. */
export function isWellFormedApiKey(key: string): boolean {
  if (!FORM.test(key)) return false;
  const secret = key.slice(PREFIX.length, PREFIX.length + SECRET);
  return key.endsWith(checksum(secret));
}

/** What is stored of a key and found by: SHA-256 over its text. With 178 bits of chance no slower hash is needed. */
export function apiKeyDigest(key: string): string {
  return sha256(key);
}

/** What may be shown of a key later on, to tell it from others: its first eight characters. */
export function apiKeyHint(key: string): string {
  return key.slice(0, PREFIX.length + 4);
}

function checksum(secret: string): string {
  let rest = crc32(secret);
  let text = '';
  for (let place = 0; place < CHECKSUM; place++) {
    text = ALPHABET[rest % ALPHABET.length] + text;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return text;
}
