import { parseRef } from '../../../src/platform/refs/ref.js';
import type { DatasetPin } from '../model-version/pins.js';
import type { DatasetFacts } from './compared-facts.js';
import { type Difference, differencesOf, namesOf, oneOrAll, valuesByName } from './difference.js';

/** How the data differ, by dataset and role: which version, and of a dataset that both have once, what changed in it. */
export function compareData(
  before: readonly DatasetPin[],
  after: readonly DatasetPin[],
  factsByDigest: ReadonlyMap<string, DatasetFacts>,
): Difference[] {
  const [had, has] = [pinsByUse(before), pinsByUse(after)];
  return namesOf(had, has).flatMap((use) => {
    const [old = [], now = []] = [had.get(use), has.get(use)];
    if (old.length === 0 || now.length === 0) return differencesOf(use, oneOrAll(refsOf(old)), oneOrAll(refsOf(now)));
    return [
      ...differencesOf(`${use}.version`, oneOrAll(versionsOf(old)), oneOrAll(versionsOf(now))),
      ...(old.length > 1 || now.length > 1
        ? []
        : [
            ...differencesOf(`${use}.columns`, old[0]?.columns, now[0]?.columns),
            ...compareContent(use, old[0]!, now[0]!, factsByDigest),
          ]),
    ];
  });
}

function compareContent(
  use: string,
  before: DatasetPin,
  after: DatasetPin,
  factsByDigest: ReadonlyMap<string, DatasetFacts>,
): Difference[] {
  if (before.digest === after.digest) return [];
  const [old, now] = [factsByDigest.get(before.digest), factsByDigest.get(after.digest)];
  return [
    ...differencesOf(`${use}.rows`, old?.rows, now?.rows),
    ...differencesOf(`${use}.license`, old?.license, now?.license),
    ...differencesOf(`${use}.schema`, columnsOf(old), columnsOf(now)),
  ];
}

/** Training is what a dataset is mostly used for; only another role is told. */
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
