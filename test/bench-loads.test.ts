import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const ROOT = path.join(import.meta.dirname, '..');

// The benches import what is built, which the type checker does not follow: a parameter more there ends them here.
test.each(['bench/servers/variants.mjs', 'bench/lineage/variants.mjs', 'bench/open-product.mjs'])(
  '%s loads against the built product',
  async (module) => {
    const script = `await import(${JSON.stringify(path.join(ROOT, module))}); process.exit(0);`;
    await expect(runs(script)).resolves.toBeDefined();
  },
);

test('the registry of the bench is sealed by the parts that manifests have today', async () => {
  const seed = JSON.stringify(path.join(ROOT, 'bench/seed/seed-registry.mjs'));
  const script = `import 'reflect-metadata'; const { sampleVersion } = await import(${seed}); console.log((await sampleVersion()).digest);`;
  expect((await runs(script)).stdout).toMatch(/^sha256:[0-9a-f]{64}\n$/);
});

function runs(script: string) {
  return promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { cwd: ROOT });
}
