import path from 'node:path';
import * as z from 'zod';
import { readDocument } from '../reading/read-document.js';
import { asUnreadableFile } from '../reading/unreadable-file.js';
import { optionalText, readYaml } from './read-yaml.js';
import type { StoreSource } from './store-source.js';

/** What a model's `MLmodel` file declares. */
export interface MlmodelDescription {
  /** How it can be loaded: `python_function`, `sklearn`, …; sorted. */
  readonly flavors: readonly string[];
  /** Inputs, outputs and parameters, as MLflow's own JSON; null where none was inferred. */
  readonly signature: Readonly<Record<string, unknown>> | null;
}

/** Reads `MLmodel` in a model's folder; null where it is not there or, which is a problem, not readable. */
export async function readMlmodel(folder: string, source: StoreSource): Promise<MlmodelDescription | null> {
  const file = path.join(folder, 'MLmodel');
  try {
    const { flavors, signature } = await readYaml(source, file, schema);
    return { flavors: Object.keys(flavors).sort(), signature: signature ?? null };
  } catch (error) {
    const { message, obstacle } = asUnreadableFile(file, error);
    if (obstacle !== 'missing') source.onProblem({ kind: 'environmentFile', path: file, reason: message });
    return null;
  }
}

/** A part of a signature is JSON inside the YAML; where it is not, the text itself is kept. */
const jsonText = optionalText.transform((text): unknown => {
  try {
    // A number that would be rounded is kept as it is written, with all around it.
    return text && readDocument(text).losses.length === 0 ? JSON.parse(text) : text;
  } catch {
    return text;
  }
});

const schema = z.object({
  flavors: z.record(z.string(), z.unknown()),
  signature: z.object({ inputs: jsonText, outputs: jsonText, params: jsonText }).nullish(),
});
