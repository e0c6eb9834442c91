import { modelRule } from '#integrations/git-history/import/model-rule.js';
import type { HubKind } from './hub-repository.js';

/** What a file of a repository is: what a version is made of, what belongs to it, or what only tells of it. */
export type FileRole = 'content' | 'beside' | 'about';

/** Endings that weights have on the Hub, beside those that models have everywhere. */
const WEIGHTS = /\.(?:bin|msgpack|ggml|nemo|ot|npz|ftz|pdparams|t7|task|litertlm|llamafile|params)$/i;
/** What a training leaves of its own state, and tokenizers: they end as weights do. */
const NO_WEIGHTS =
  /(?:^|\/)(?:optimizer|scheduler|scaler|rng_state|random_states|training_args|trainer_state)[\w.-]*$|(?:token|spiece|sentencepiece|spm|bpe|vocab)[\w.-]*\.(?:model|bin)$/i;
const ABOUT = /(?:^|\/)(?:\.git[\w.-]*)$|^(?:[^/]*\.md|licen[cs]e[^/]*|notice[^/]*)$/i;
/** What at the top of a repository of data is code that reads them, or about them. */
const NO_DATA = /^(?:[^/]*\.py|requirements[^/]*\.txt|dataset_infos?\.json|[^/]*\.(?:ya?ml|toml|lock))$/i;

const isModelFile = modelRule([]);

/** What a file is, by the kind of its repository and its path. */
export function fileRole(kind: HubKind, path: string): FileRole {
  if (ABOUT.test(path)) return 'about';
  if (kind === 'dataset') return NO_DATA.test(path) ? 'beside' : 'content';
  const isWeights = (WEIGHTS.test(path) || isModelFile(path, []) !== null) && !NO_WEIGHTS.test(path);
  return isWeights ? 'content' : 'beside';
}

/** Whether weights are in a format that runs what is in it as it is loaded. */
export function isPickled(path: string): boolean {
  return /\.(?:bin|pt|pth|ckpt|pkl|pickle|joblib)$/i.test(path);
}
