import { parseRef } from '#platform/refs/ref.js';
import type { DatasetPin } from '../model-version/registration/pins.js';
import type { DatasetFacts } from './compared-facts.js';
import { differencesOf, namesOf, oneOrAll, type Step, valuesByName } from './difference.js';

/** How the data differ, by dataset and role: which version, and of a dataset that both have once, what changed in it. */
export function* compareData(
  before: readonly DatasetPin[],
  after: readonly DatasetPin[],
  factsByDigest: ReadonlyMap<string, DatasetFacts>,
): Generator<Step> {
  const [had, has] = [pinsByUse(before), pinsByUse(after)];
  yield 2 * (before.length + after.length);
  for (const use of namesOf(had, has)) {
    const [old = [], now = []] = [had.get(use), has.get(use)];
    if (old.length === 0 || now.length === 0) {
      yield* differencesOf(use, oneOrAll(refsOf(old)), oneOrAll(refsOf(now)));
      continue;
    }
    yield* differencesOf(`${use}.version`, oneOrAll(versionsOf(old)), oneOrAll(versionsOf(now)));
    if (old.length > 1 || now.length > 1) continue;
    yield* differencesOf(`${use}.columns`, old[0]?.columns, now[0]?.columns);
    yield* compareContent(use, old[0]!, now[0]!, factsByDigest);
  }
}

function* compareContent(
  use: string,
  before: DatasetPin,
  after: DatasetPin,
  factsByDigest: ReadonlyMap<string, DatasetFacts>,
): Generator<Step> {
  if (before.digest === after.digest) return;
  const [old, now] = [factsByDigest.get(before.digest), factsByDigest.get(after.digest)];
  yield* differencesOf(`${use}.rowCount`, old?.rowCount, now?.rowCount);
  yield* differencesOf(`${use}.license`, old?.license, now?.license);
  yield* differencesOf(`${use}.schema`, columnsOf(old), columnsOf(now));
}

/** Training is what a dataset is mostly used for: only another role stands in the path. */
function pinsByUse(pins: readonly DatasetPin[]): ReadonlyMap<string, readonly DatasetPin[]> {
  return valuesByName(
    pins,
    ({ role, ref }) => (role === 'TRAINING' ? parseRef(ref).name : `${parseRef(ref).name}[${role}]`),
    (pin) => pin,
  );
}

function refsOf(pins: readonly DatasetPin[]): string[] {
  return pins.map(({ ref }) => ref);
}

function versionsOf(pins: readonly DatasetPin[]): string[] {
  return pins.map(({ ref }) => ref.slice(ref.indexOf('@') + 1));
}

function columnsOf(facts: DatasetFacts | undefined): object {
  return Object.fromEntries((facts?.schema ?? []).map(({ name, type, nullable }) => [name, { type, nullable }]));
}
