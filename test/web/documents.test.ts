import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readTrustedDocuments } from '#gateway/documents/read-trusted-documents.js';
import { orphanedDocuments, writtenDocuments } from '../../scripts/write-documents.mjs';

test('what the explorer sends and expects is what its .graphql files and schema/api.graphql say', async () => {
  const written = [...(await writtenDocuments())].map(([file, text]) => [path.relative('.', file), text]);
  expect(written.length).toBeGreaterThan(0);
  expect(written.map(([file]) => [file, readFileSync(file!, 'utf8')])).toEqual(written);
});

test('what was written of a .graphql that is gone does not stay', async () => {
  expect(orphanedDocuments()).toEqual([]);
  const orphan = path.resolve('web/src/parts/orphan.document.ts');
  await writeFile(orphan, '');
  try {
    expect(orphanedDocuments()).toEqual([orphan]);
  } finally {
    await rm(orphan);
  }
});

test('the manifest of what the explorer sends is one that a gateway can be given as trusted', async () => {
  const trusted = await readTrustedDocuments('web/trusted-documents');
  const documents = [...(await writtenDocuments())].filter(([file]) => file.endsWith('.document.ts'));
  const hashes = documents.map(([, text]) => /hash: '(\w+)'/.exec(text)![1]!);
  expect(trusted.size).toBe(documents.length);
  for (const hash of hashes)
    expect([hash, trusted.find(hash)]).toEqual([hash, expect.stringMatching(/^(query|mutation|subscription) /m)]);
});
