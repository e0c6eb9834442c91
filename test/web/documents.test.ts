import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { writtenDocuments } from '../../scripts/write-documents.mjs';

test('what the explorer sends and expects is what its .graphql files and schema/api.graphql say', async () => {
  const written = [...(await writtenDocuments())].map(([file, text]) => [path.relative('.', file), text]);
  expect(written.length).toBeGreaterThan(0);
  expect(written.map(([file]) => [file, readFileSync(file!, 'utf8')])).toEqual(written);
});
