import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { canonicalJson } from '#platform/digest/canonical-json.js';
import { type DigestVector, hashOfVector, SEALED_NOUNS } from './sealed-nouns.js';

const VECTORS: readonly DigestVector[] = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'digest-vectors.json'), 'utf8'),
);
const NOUNS = [...Object.keys(SEALED_NOUNS), 'LedgerEvent'];

test.each(VECTORS.filter(({ noun }) => noun !== 'LedgerEvent'))(
  'the digest of a $noun stays what it is: $shows',
  async ({ noun, input, manifest, digest }) => {
    expect(await SEALED_NOUNS[noun]?.(input as never)).toEqual({ manifest, digest });
  },
);

test.each(VECTORS.filter(({ noun }) => noun === 'LedgerEvent'))(
  'the hash of a $noun stays what it is: $shows',
  ({ input, manifest, digest }) => {
    expect(hashOfVector(input as { at: string })).toBe(digest);
    expect(canonicalJson(input)).toBe(manifest);
  },
);

test.each(NOUNS)('of a %s at least three vectors are there', (noun) => {
  expect(VECTORS.filter((vector) => vector.noun === noun).length).toBeGreaterThanOrEqual(3);
});

test('a digest is the SHA-256 of the UTF-8 bytes of the manifest, as anybody computes it', () => {
  for (const { manifest, digest } of VECTORS) {
    expect(`sha256:${createHash('sha256').update(manifest, 'utf8').digest('hex')}`).toBe(digest);
  }
});

test('every key that a manifest may have is in a vector, and none of them is unknown to it', () => {
  const keysOf = (noun: string) => [
    ...new Set(
      VECTORS.filter((vector) => vector.noun === noun).flatMap(({ manifest }) => Object.keys(JSON.parse(manifest))),
    ),
  ];
  expect(Object.fromEntries(NOUNS.map((noun) => [noun, keysOf(noun).sort()]))).toEqual({
    ModelVersion: [
      'architecture',
      'artifacts',
      'code',
      'config',
      'datasets',
      'environment',
      'externalVersion',
      'kind',
      'loggedModel',
      'parents',
      'run',
    ],
    DatasetVersion: [
      'columnLineage',
      'derivedFrom',
      'external',
      'externalDigest',
      'files',
      'kind',
      'license',
      'rows',
      'schema',
      'splits',
      'statistics',
    ],
    EnvironmentVersion: ['hardware', 'image', 'kind', 'lock', 'os', 'packages', 'runtime', 'seed', 'variables'],
    Run: ['artifacts', 'code', 'environment', 'id', 'inputs', 'kind', 'metrics', 'name', 'parameters', 'status'],
    LoggedModel: ['artifacts', 'id', 'kind', 'modelType', 'name', 'parameters', 'run'],
    LedgerEvent: ['actor', 'at', 'id', 'payload', 'position', 'previousHash', 'subject', 'type'],
  });
});
