import type { Blobs } from '#integrations/git-history/history/blobs.js';
import {
  isPlainObject,
  type PlainObject,
  type PlainValue,
  UnreadableValue,
} from '#integrations/reading/values/plain-value.js';
import { readPythonJson, textOf } from '#integrations/reading/values/read-values.js';
import { textIn, textsOf } from '../card/card-values.js';
import type { HubFile, OnFile } from './contents.js';

/** What the files beside weights say of a model. */
export interface ConfigFacts {
  /** `LlamaForCausalLM`; of an adapter its kind. */
  readonly architecture: string | null;
  readonly tags: readonly (readonly [key: string, text: string])[];
  /** Configurations as they are, by the names of their files. */
  readonly config: Readonly<Record<string, PlainObject>>;
  /** The model that an adapter was trained for. */
  readonly baseModel: string | null;
}

/** Files that are part of what a model is, and read by their names at the top. */
const CONFIGS = ['config.json', 'adapter_config.json', 'generation_config.json'] as const;
const INDEX = /^(?:.*\.)?(?:safetensors|bin|h5|msgpack)\.index\.json$/;
/** A configuration of more characters is no part of what is sealed. */
const MOST_CONFIG = 200_000;

/** What `config.json`, `adapter_config.json`, `tokenizer_config.json` and the index of shards say; what cannot be read is reported. */
export async function configFacts(
  of: { readonly beside: readonly HubFile[]; readonly weights: readonly HubFile[] },
  blobs: Blobs,
  onFile: OnFile,
): Promise<ConfigFacts> {
  const read = async (path: string) => {
    const file = of.beside.find((one) => one.path === path);
    return file === undefined ? null : readJson(file, blobs, onFile);
  };
  const config: Record<string, PlainObject> = {};
  for (const name of CONFIGS) {
    const value = await read(name);
    if (value === null) continue;
    const reason = misfit(JSON.stringify(value));
    if (reason === null) config[name] = value;
    else onFile(name, `${reason}: it is listed, and not part of what is sealed`);
  }
  for (const { path } of of.beside)
    if (INDEX.test(path)) reportMissingShards(path, await read(path), of.weights, onFile);
  const own = config['config.json'] ?? {};
  const adapter = config['adapter_config.json'] ?? {};
  const architectures = textsOf(own['architectures'], 'config.json: architectures', onFile);
  const tags = {
    architectures: architectures.join(', ') || null,
    model_type: textIn(own['model_type']),
    peft_type: textIn(adapter['peft_type']),
    tokenizer_class: textIn((await read('tokenizer_config.json'))?.['tokenizer_class']),
  };
  return {
    architecture: (architectures[0] ?? tags.model_type ?? tags.peft_type)?.slice(0, 200) ?? null,
    tags: Object.entries(tags).flatMap(([key, text]) => (text === null ? [] : [[`huggingface.${key}`, text] as const])),
    config,
    baseModel: textIn(adapter['base_model_name_or_path']),
  };
}

function misfit(json: string): string | null {
  if (json.length > MOST_CONFIG) return `has more than ${MOST_CONFIG} characters`;
  return /\\u(?:0000|d[89a-f])/.test(json) ? 'has a text that no database takes' : null;
}

async function readJson({ path, id }: HubFile, blobs: Blobs, onFile: OnFile): Promise<PlainObject | null> {
  try {
    const value = readPythonJson(textOf(await blobs.read(id)));
    if (!isPlainObject(value)) throw new UnreadableValue('is no JSON object');
    return value;
  } catch (error) {
    if (!(error instanceof UnreadableValue)) throw error;
    onFile(path, error.message);
    return null;
  }
}

/** Shards that an index names, and that are not there: the weights are not whole. */
function reportMissingShards(
  path: string,
  index: PlainObject | null,
  weights: readonly HubFile[],
  onFile: OnFile,
): void {
  const map: PlainValue | undefined = index?.['weight_map'];
  if (!isPlainObject(map)) return;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const there = new Set(weights.map((file) => file.path));
  const missing = [...new Set(Object.values(map).map(textIn))].filter(
    (shard) => shard !== null && !there.has(`${folder}${shard}`),
  );
  if (missing.length > 0)
    onFile(path, `names ${missing.length} files that are not there: ${missing.slice(0, 5).join(', ')}`);
}
