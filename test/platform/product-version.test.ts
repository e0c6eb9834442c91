import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PRODUCT_VERSION } from '#platform/config/product-version.js';

test.each(['package.json', 'clients/cli/package.json'])('the version that the product knows is that of %s', (file) => {
  expect(JSON.parse(readFileSync(file, 'utf8')).version).toBe(PRODUCT_VERSION);
});
