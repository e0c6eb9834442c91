import * as z from 'zod';
import type { OnProblem } from '#integrations/importing/problem.js';
import { readDocument } from '#integrations/reading/read-document.js';
import { asUnreadableFile } from '#integrations/reading/unreadable-file.js';
import type { ArtifactFiles } from '../source/artifact-files.js';
import { optionalText } from '../source/yaml-content.js';
import { artifactYaml } from './artifact-text.js';

/** What a model's `MLmodel` file declares. */
export interface MlmodelDescription {
  /** How it can be loaded: `python_function`, `sklearn`, …; sorted. */
  readonly flavors: readonly string[];
  /** Inputs, outputs and parameters, as MLflow's own JSON; null where none was inferred. */
  readonly signature: Readonly<Record<string, unknown>> | null;
}

/** Reads `MLmodel` among a model's files; null where it is not there or, which is a problem, not readable. */
export async function readMlmodel(files: ArtifactFiles, onProblem: OnProblem): Promise<MlmodelDescription | null> {
  try {
    const { flavors, signature } = await artifactYaml(files, 'MLmodel', schema);
    return { flavors: Object.keys(flavors).sort(), signature: signature ?? null };
  } catch (error) {
    const { message, obstacle } = asUnreadableFile('MLmodel', error);
    if (obstacle !== 'missing') onProblem({ kind: 'environmentFile', path: `${files.place}/MLmodel`, reason: message });
    return null;
  }
}

/** A part of a signature is JSON inside the YAML; where it is not, the text itself is kept. */
const jsonText = optionalText.transform((text): unknown => {
  try {
    if (!text) return text;
    // What would be rounded, or is nested too deep, stays as it is written, with all around it.
    const { losses, problems } = readDocument(text);
    if (losses.length > 0 || problems.length > 0) return text;
    // With that key an object would be sent, and sealed, as the list of its entries.
    let isPlain = true;
    const value: unknown = JSON.parse(text, (key, part) => {
      isPlain &&= key !== '__proto__';
      return part;
    });
    return isPlain ? value : text;
  } catch {
    return text;
  }
});

const schema = z.object({
  flavors: z.record(z.string(), z.unknown()),
  signature: z.object({ inputs: jsonText, outputs: jsonText, params: jsonText }).nullish(),
});
