import { expect, test } from 'vitest';
import { rightsFrom } from '#platform/auth/rights.js';
import { mentionsHidden } from '#subgraphs/catalog/ledger/mentions-hidden.js';

const closed = rightsFrom({ roles: [{ role: 'VIEWER', namespace: 'secret/lab' }], closed: ['secret'] });
const granted = rightsFrom({ roles: [{ role: 'VIEWER', namespace: 'open' }], closed: [''] });

test.each([
  [{ lineage: { upstream: [{ ref: 'secret/raw@1.0.0' }] } }],
  [{ reason: 'it rests on secret/raw: bad' }],
  [{ text: '(secret/raw)' }],
  [{ 'secret/raw': 1 }],
  [{ parts: [{ kind: 'DATASET_VERSION', name: 'secret/raw', digest: null }] }],
  [['s3://bucket', ['see secret/lab/ok and secret/raw#amount']]],
])('%j names what is hidden', (payload) => {
  expect(mentionsHidden(payload, closed)).toBe(true);
});

test.each([
  [{ ref: 'secret/lab/raw@1.0.0' }],
  [{ text: 'a secret, kept in secrets/raw and top-secret/raw and my/secret/raw' }],
  [{ kind: 'DATASET_VERSION', name: 'open' }],
  [{ count: 3, at: null, flag: true, digest: `sha256:${'0'.repeat(64)}` }],
])('%j names nothing hidden', (payload) => {
  expect(mentionsHidden(payload, closed)).toBe(false);
});

test('where all is hidden that is not shown, a ref, the name of a part and of a reason count, and a word does not', () => {
  const bump = (name: string) => ({
    bump: { level: 'MAJOR', reasons: [`it no longer learned from the dataset ${name}`] },
  });
  expect(mentionsHidden(bump('other/raw'), granted)).toBe(true);
  expect(mentionsHidden(bump('open/raw'), granted)).toBe(false);
  expect(mentionsHidden({ ref: 'other/raw@1.0.0' }, granted)).toBe(true);
  expect(mentionsHidden({ ref: 'open/raw@1.0.0', text: 'other words, s3://b/c' }, granted)).toBe(false);
  expect(mentionsHidden({ kind: 'DATASET_VERSION', name: 'raw' }, granted)).toBe(true);
  expect(mentionsHidden({ kind: 'DEPLOYMENT', ref: 'prod@01a22acb' }, granted)).toBe(false);
});
