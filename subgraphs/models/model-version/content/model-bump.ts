import { sameJsonInTurns } from '#platform/digest/canonical-json-in-turns.js';
import { parseRef } from '#platform/refs/ref.js';
import type { Bump } from '#platform/versions/derive-version.js';
import type { DatasetPin } from '../registration/pins.js';
import type { ModelContent } from './model-manifest.js';

/** The reason of a PATCH that has no other. */
export const NOTHING_CHANGED = 'nothing that the manifest holds apart changed';

/** MAJOR: another architecture or training on other datasets; MINOR: retraining on new data; PATCH: the rest. */
export async function modelBump(before: ModelContent, after: ModelContent): Promise<Bump> {
  const major: string[] = [];
  if (before.architecture !== after.architecture) {
    major.push(`the architecture went from ${before.architecture ?? 'unknown'} to ${after.architecture ?? 'unknown'}`);
  }
  const [had, has] = [trainingDatasets(before), trainingDatasets(after)];
  for (const name of has.keys())
    if (!had.has(name)) major.push(`it learned from the dataset ${name}, which the version before did not`);
  for (const name of had.keys()) if (!has.has(name)) major.push(`it no longer learned from the dataset ${name}`);
  if (major.length > 0) return { level: 'MAJOR', reasons: major };

  const minor: string[] = [];
  for (const [name, refs] of has) {
    if (refs !== had.get(name)) minor.push(`it was retrained on new data of ${name}: ${refs} after ${had.get(name)}`);
  }
  if (minor.length > 0) return { level: 'MINOR', reasons: minor };
  return { level: 'PATCH', reasons: await patchReasons(before, after) };
}

/** The versions of each dataset it was trained on, by the dataset's name. */
function trainingDatasets({ datasetPins }: ModelContent): Map<string, string> {
  const versions = new Map<string, string[]>();
  for (const { role, ref } of datasetPins) {
    if (role !== 'TRAINING') continue;
    const { name } = parseRef(ref);
    versions.set(name, (versions.get(name) ?? []).concat(ref));
  }
  return new Map(Array.from(versions, ([name, refs]) => [name, refs.sort().join(', ')]));
}

function withoutColumns({ columns: _, ...pin }: DatasetPin) {
  return pin;
}

async function patchReasons(before: ModelContent, after: ModelContent): Promise<string[]> {
  const reasons: string[] = [];
  const changed = async (part: keyof ModelContent, sentence: string) => {
    if (!(await sameJsonInTurns(before[part], after[part]))) reasons.push(sentence);
  };
  await changed('code', 'the code changed');
  await changed('config', 'the configuration changed');
  await changed('artifacts', 'the artifacts changed');
  if (!(await sameJsonInTurns(before.datasetPins.map(withoutColumns), after.datasetPins.map(withoutColumns))))
    reasons.push('data beside the training data changed');
  else await changed('datasetPins', 'it names other columns that it read');
  await changed('environmentPin', 'the environment changed');
  await changed('runPin', 'it comes from another run');
  await changed('loggedModelPin', 'it comes from another logged model');
  await changed('parentPins', 'it has other parents');
  return reasons.length > 0 ? reasons : [NOTHING_CHANGED];
}
