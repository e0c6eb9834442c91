import { bytes, count } from '../parts/number';
import type { ShownVersion } from './version-page';

/** One of the six things that a version rests on. */
export interface Seal {
  readonly name: string;
  /** Whether it is pinned so that another would be noticed. */
  readonly isPinned: boolean;
  readonly what: string;
}

/** What a version rests on, and whether each is pinned. */
export function sealsOf(version: ShownVersion): readonly Seal[] {
  const { code, datasets, config, artifacts, environment, run } = version;
  const sizes = artifacts.flatMap(({ sizeBytes }) => sizeBytes ?? []);
  return [
    seal(
      'Code',
      code !== null && !code.dirty,
      code && `${code.commit.slice(0, 12)}${code.dirty ? ', with changes' : ''}`,
    ),
    seal('Data', datasets.length > 0, datasets.map(({ datasetVersion }) => datasetVersion?.ref ?? 'hidden').join(', ')),
    seal('Config', config !== null, config === null ? null : valuesIn(config)),
    seal(
      'Artifacts',
      artifacts.length > 0 && artifacts.every(({ digest }) => digest !== null),
      artifacts.length === 0
        ? null
        : `${files(artifacts.length)}${sizes.length === 0 ? '' : ` · ${bytes(sum(sizes))}`}`,
    ),
    seal('Environment', environment !== null, environment?.ref),
    seal('Run', run?.digest != null, run?.name),
  ];
}

function seal(name: string, isPinned: boolean, what: string | null | undefined): Seal {
  return { name, isPinned, what: what === null || what === undefined || what === '' ? 'not given' : what };
}

function valuesIn(config: unknown): string {
  const size = typeof config === 'object' && config !== null ? Object.keys(config).length : 1;
  return `${count(size)} ${size === 1 ? 'value' : 'values'}`;
}

function files(number: number): string {
  return number === 1 ? '1 file' : `${count(number)} files`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
