import { isPlainObject, plainText, UnreadableValue } from '#integrations/reading/values/plain-value.js';
import { readYaml } from '#integrations/reading/values/read-yaml.js';
import { placeOf } from '../dvc/paths.js';

/** An artifact of an `artifacts.yaml`. */
export interface AnnotatedArtifact {
  readonly name: string;
  readonly type: string | null;
  /** From the top of the repository, or a URL. */
  readonly path: string | null;
  readonly description: string | null;
  readonly labels: readonly string[];
}

/** What a `.gto` says. */
export interface GtoConfig {
  /** The file that artifacts are listed in. */
  readonly index: string;
  /** The stages that there may be; null where any may. */
  readonly stages: readonly string[] | null;
}

/** Reads an `artifacts.yaml`. Throws {@link UnreadableValue}. */
export function readArtifactsYaml(text: string): AnnotatedArtifact[] {
  const document = readYaml(text) ?? {};
  if (!isPlainObject(document)) throw new UnreadableValue('is no object');
  return Object.entries(document).flatMap(([name, fields]) => {
    if (!isPlainObject(fields)) return [];
    const { type, path, description, labels } = fields;
    return [
      {
        name,
        type: typeof type === 'string' ? type : null,
        path: typeof path === 'string' && path !== '' ? placeOf('', path) || '.' : null,
        description: typeof description === 'string' && description !== '' ? description : null,
        labels: Array.isArray(labels) ? labels.map(plainText) : [],
      },
    ];
  });
}

/** Reads a `.gto`, a YAML file. Throws {@link UnreadableValue}. */
export function readGtoConfig(text: string): GtoConfig {
  const document = readYaml(text);
  const fields = isPlainObject(document) ? document : {};
  const { stages, INDEX: index } = fields;
  return {
    index: typeof index === 'string' ? index : 'artifacts.yaml',
    stages: Array.isArray(stages) ? stages.map(plainText) : null,
  };
}
