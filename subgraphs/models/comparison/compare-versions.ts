import type { ModelVersion } from '../model-version/model-version.entity.js';
import { compareArtifacts } from './compare-artifacts.js';
import { compareData } from './compare-data.js';
import { compareEnvironments } from './compare-environment.js';
import type { ComparedFacts } from './compared-facts.js';
import type { ComparisonChange, ComparisonPart } from './comparison.type.js';
import { differencesOf, type Step } from './difference.js';

/** Every difference of a version from the first one, part by part, and the units of work between them. */
export function* compareVersions(
  before: ModelVersion,
  after: ModelVersion,
  { environments, datasets, runs }: ComparedFacts,
): Generator<ComparisonChange | number> {
  const parametersOf = ({ id }: ModelVersion) => runs.get(id)?.parameters ?? {};
  const parts: Readonly<Record<ComparisonPart, () => Iterable<Step>>> = {
    ARCHITECTURE: () => differencesOf('architecture', before.architecture, after.architecture),
    CODE: () => differencesOf('code', before.code, after.code),
    CONFIG: () => differencesOf('config', before.config, after.config),
    DATA: () => compareData(before.datasetPins, after.datasetPins, datasets),
    PARAMETER: () => differencesOf('parameters', parametersOf(before), parametersOf(after)),
    ARTIFACT: () => compareArtifacts(before.artifacts, after.artifacts),
    ENVIRONMENT: () => compareEnvironments(before.environmentPin, after.environmentPin, environments),
    RUN: () => differencesOf('run', runs.get(before.id)?.ref, runs.get(after.id)?.ref),
    PARENT: () => differencesOf('parents', parentsOf(before), parentsOf(after)),
  };
  for (const part of Object.keys(parts) as ComparisonPart[]) {
    for (const step of parts[part]()) yield typeof step === 'number' ? step : { ref: after.ref, part, ...step };
  }
}

function parentsOf({ parentPins }: ModelVersion): string[] {
  return parentPins.map(({ ref }) => ref).sort();
}
