// Runs the cases of graphql-hive/federation-gateway-audit against `pedigraph gateway`, the guard on.
//   node scripts/federation-audit.mjs http://127.0.0.1:4200     (the audit's `serve` must listen there)
// Prints each case that fails and ends with "N passed, N failed". See docs/federation-audit.md.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';

const audit = process.argv[2] ?? 'http://127.0.0.1:4200';
const folder = await mkdtemp(path.join(os.tmpdir(), 'federation-audit-'));
const read = async (place) => (await fetch(new URL(place, audit), { headers: { accept: 'application/json' } })).text();
let passed = 0;
let failed = 0;

for (const suite of JSON.parse(await read('/ids'))) {
  const supergraph = path.join(folder, `${suite}.graphql`);
  await writeFile(supergraph, await read(`/${suite}/supergraph`));
  const gateway = await startGateway(supergraph);
  for (const [index, { query, expected }] of JSON.parse(await read(`/${suite}/tests`)).entries()) {
    const answer = await ask(gateway.url, query);
    // Where the audit says true or false about errors it means whether there are any; otherwise they do not count.
    const aboutErrors = typeof expected.errors === 'boolean' ? (answer.errors?.length ?? 0) > 0 : undefined;
    const wanted = typeof expected.errors === 'boolean' ? expected.errors : undefined;
    if (isDeepStrictEqual([answer.data ?? null, aboutErrors], [expected.data ?? null, wanted])) {
      passed += 1;
      continue;
    }
    failed += 1;
    console.log(
      `not ok - ${suite} ${index}\n${query}\n  expected ${JSON.stringify(expected)}\n  got      ${JSON.stringify(answer)}`,
    );
  }
  await gateway.stop();
}
await rm(folder, { recursive: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function startGateway(supergraph) {
  const args = ['bin/pedigraph.mjs', 'gateway', '--supergraph', supergraph, '--port', '0'];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, PEDIGRAPH_LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  for await (const chunk of child.stderr) {
    said += chunk;
    const [, url] = /The gateway is ready: (\S+)/.exec(said) ?? [];
    if (url === undefined) continue;
    const stop = async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    };
    return { url, stop };
  }
  throw new Error(`the gateway did not start on ${supergraph}:\n${said}`);
}

async function ask(url, query) {
  const headers = { accept: 'application/json', 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return response.json();
}
