// What the installed client half has to do against a server with tokens.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runInstalled } from './installed-client.mjs';

const MANIFEST = `model: packed/first
artifacts: [model.bin]
code: { repository: https://git.example.org/packed/first.git, commit: ${'a'.repeat(40)}, dirty: false }
`;

/** Registers, asks and rebuilds with the installed command. @throws {AssertionError} where it does not do so */
export function checkClient(command, folder, { url, tokens }) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'model.bin'), 'weights');
  writeFileSync(path.join(folder, 'pedigraph.yaml'), MANIFEST);
  const pedigraph = (words, token = tokens.CONTRIBUTOR) =>
    runInstalled(command, words, { cwd: folder, env: { PEDIGRAPH_URL: new URL(url).origin, PEDIGRAPH_TOKEN: token } });
  const printed = (words, token) => {
    const { status, stdout, stderr } = pedigraph(words, token);
    assert.equal(status, 0, stderr);
    return stdout;
  };

  const nobody = pedigraph(['register', 'pedigraph.yaml'], 'a-token-that-nobody-has');
  assert.equal(nobody.status, 1);
  assert.match(nobody.stderr, /^UNAUTHENTICATED: /);
  const viewer = pedigraph(['register', 'pedigraph.yaml'], tokens.VIEWER);
  assert.equal(viewer.status, 1);
  assert.match(viewer.stderr, /^FORBIDDEN: /);

  assert.equal(printed(['register', 'pedigraph.yaml']), 'packed/first@1.0.0\n');
  assert.equal(printed(['register', 'pedigraph.yaml']), 'packed/first@1.0.0\n');
  const version = JSON.parse(printed(['status', 'packed/first@latest', '--json']));
  assert.deepEqual([version.ref, version.createdBy], ['packed/first@1.0.0', 'contributor']);
  assert.match(printed(['reproduce', 'packed/first@1.0.0', 'again']), /^ok: the digest is that of the manifest$/m);
  assert.match(printed(['promote', 'packed/first@1.0.0'], tokens.MAINTAINER), /^production is packed\/first@1\.0\.0, /);
  assert.match(pedigraph(['start']).stderr, /is in the package pedigraph-server/);
  console.log('ok - the client half registers with a token, and is refused without one');
}
