import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PRODUCT_VERSION } from '#platform/config/product-version.js';

test('the version that the product knows is that of its package', () => {
  expect(PRODUCT_VERSION).toBe(JSON.parse(readFileSync('package.json', 'utf8')).version);
});
