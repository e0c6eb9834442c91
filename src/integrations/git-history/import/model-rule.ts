import { ANYTHING, FOLDERS, type Glob, glob, literal, ONE, WITHIN_FOLDER } from '#integrations/reading/values/glob.js';
import type { Pipeline } from '../dvc/pipeline.js';
import type { PipelineState } from '../history/commit-state.js';

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
      const typed = pipeline === null ? undefined : typedPaths(pipeline).get(path);
      if (typed !== undefined) return isModelType(typed.type) ? typed.reason : null;
    }
    if (ENDINGS.test(path) && !(MAY_BE_DATA.test(path) && FOLDERS_OF_DATA.test(path)))
      return `its name ends in ${/\.\w+$/.exec(path)?.[0]}`;
    return FOLDERS_OF_MODELS.test(path) ? 'its folder is called so' : null;
  };
}

/** What a dvc.yaml says of the type of something at a path. */
interface TypedPath {
  readonly type: string;
  readonly reason: string;
}

const known = new WeakMap<Pipeline, ReadonlyMap<string, TypedPath>>();

/** The first that names a path counts; artifacts come before outputs. */
function typedPaths(pipeline: Pipeline): ReadonlyMap<string, TypedPath> {
  const found = known.get(pipeline);
  if (found !== undefined) return found;
  const paths = new Map<string, TypedPath>();
  const add = (path: string | null, type: string | null, reason: string) => {
    if (path !== null && type !== null && !paths.has(path)) paths.set(path, { type, reason });
  };
  for (const { name, path, type } of pipeline.artifacts) add(path, type, `the artifact ${name} has the type ${type}`);
  for (const { path, type } of pipeline.stages.flatMap(({ outs }) => outs))
    add(path, type, `it is an output of type ${type}`);
  known.set(pipeline, paths);
  return paths;
}

/** What pipelines declare of paths and types: an equal text takes the same paths for models, under the same names. */
export function declaredModels(pipelines: readonly PipelineState[]): string {
  return pipelines.map(({ folder, pipeline }) => (pipeline === null ? '' : declarationText(folder, pipeline))).join('');
}

const texts = new WeakMap<Pipeline, string>();

function declarationText(folder: string, pipeline: Pipeline): string {
  const found = texts.get(pipeline);
  if (found !== undefined) return found;
  const artifacts = pipeline.artifacts.map(({ name, path, type }) => [name, path, type]);
  const outs = [...typedPaths(pipeline)].map(([path, { type }]) => [path, type]);
  const text = artifacts.length + outs.length === 0 ? '' : JSON.stringify([folder, artifacts, outs]);
  texts.set(pipeline, text);
  return text;
}

function isModelType(type: string): boolean {
  return type.toLowerCase() === 'model';
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
