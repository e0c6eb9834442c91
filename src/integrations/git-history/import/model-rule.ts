import type { PipelineState } from '../history/commit-state.js';
import { ANYTHING, FOLDERS, type Glob, glob, literal, ONE, WITHIN_FOLDER } from '../values/glob.js';

/** Why a path is taken for a model; null where it is not. */
export type ModelRule = (path: string, pipelines: readonly PipelineState[]) => string | null;

/** Endings of files that hold models, and nothing else. */
const ENDINGS =
  /\.(?:onnx|pt|pth|h5|keras|safetensors|pb|tflite|mlmodel|mlpackage|gguf|ckpt|cbm|ubj|bst|joblib|pkl|pickle|model|rds|torchscript|engine|pmml)$/i;
/** Endings that data are written with as well: below such a folder they are data. */
const MAY_BE_DATA = /\.(?:pkl|pickle|joblib|h5|rds|pb)$/i;
const FOLDERS_OF_DATA = /(?:^|\/)(?:data|datasets?|features?|raw|processed|prepared)\//i;
const FOLDERS_OF_MODELS = /(?:^|\/)(?:model|saved_model|checkpoint)$/i;

/**
 * The rule by which outputs are models, and not data: an artifact of type model, an output of that type, the endings that
 * models have, a folder called `model`; else a pattern that the caller gives.
 * @param patterns globs over paths, such as `artifacts/**`; they count before all else
 */
export function modelRule(patterns: readonly string[]): ModelRule {
  const given = patterns.map((pattern) => ({ pattern, fits: globOf(pattern) }));
  return (path, pipelines) => {
    const named = given.find(({ fits }) => fits.test(path));
    if (named !== undefined) return `it fits ${named.pattern}`;
    for (const { pipeline } of pipelines) {
      const artifact = pipeline?.artifacts.find((one) => one.path === path && one.type !== null);
      if (artifact !== undefined) {
        return isModelType(artifact.type) ? `the artifact ${artifact.name} has the type ${artifact.type}` : null;
      }
      const out = pipeline?.stages.flatMap(({ outs }) => outs).find((one) => one.path === path && one.type !== null);
      if (out !== undefined) return isModelType(out.type) ? `it is an output of type ${out.type}` : null;
    }
    if (ENDINGS.test(path) && !(MAY_BE_DATA.test(path) && FOLDERS_OF_DATA.test(path)))
      return `its name ends in ${/\.\w+$/.exec(path)?.[0]}`;
    return FOLDERS_OF_MODELS.test(path) ? 'its folder is called so' : null;
  };
}

function isModelType(type: string | null): boolean {
  return type?.toLowerCase() === 'model';
}

/** A glob over whole paths: `*` within a folder, `**` across folders, `?` one character. */
export function globOf(pattern: string): Glob {
  return glob(
    [...pattern.slice(0, 1_000).matchAll(/\*\*\/?|[\s\S]/g)].map(([part]) => {
      if (part === '**/') return FOLDERS;
      if (part === '**') return ANYTHING;
      if (part === '*') return WITHIN_FOLDER;
      return part === '?' ? ONE : literal(part);
    }),
  );
}
