import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../support/running-command.js';

const sdl = (fields: string) => `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type ModelVersion @key(fields: "ref") { ref: String! ${fields} }
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-check-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** `pedigraph compose --check` of one that wants to join, beside the one that has joined. */
async function check(next: string, released?: string) {
  const file = async (name: string, text: string) => {
    const place = path.join(folder, name);
    await writeFile(place, text);
    return `cost=${place}`;
  };
  const before = released === undefined ? [] : ['--released', await file('released.graphql', released)];
  return runCommand(['compose', '--check', '--subgraph', await file('next.graphql', next), ...before]);
}

const RELEASED = sdl('trainingCost: Float');

test.each([
  ['that adds a field to a type of the registry', RELEASED, undefined],
  ['that adds one to what it had', sdl('trainingCost: Float currency: String'), RELEASED],
])('a subgraph %s may join', async (_, next, released) => {
  expect(await check(next, released)).toMatchObject({ code: 0, stdout: 'cost may join.\n' });
});

test.each([
  ['that takes a field away from clients', sdl('currency: String'), RELEASED, /ModelVersion\.trainingCost/],
  ['that changes what a field is', sdl('trainingCost: String'), RELEASED, /ModelVersion\.trainingCost/],
  ['whose field is another type than here', sdl('status: Int'), undefined, /status/],
  ['that names a key which there is not', RELEASED.replace('fields: "ref"', 'fields: "nothing"'), undefined, /nothing/],
])('a subgraph %s is refused, with the reason and the exit code 1', async (_, next, released, reason) => {
  const { code, stdout } = await check(next, released);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^cost is refused:\n- /);
  expect(stdout).toMatch(reason);
});
