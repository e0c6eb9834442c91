import type { Condition } from '../search/condition.js';
import { MlflowError } from '../wire/mlflow-error.js';

/** The tag by which MLflow tells a prompt from a model: both stand in its registry. */
const PROMPT_TAG = 'mlflow.prompt.is_prompt';

/** @throws {MlflowError} FEATURE_DISABLED where the tags are those of a prompt */
export function refusePrompt(tags: Readonly<Record<string, string>>): void {
  if (tags[PROMPT_TAG]?.toLowerCase() !== 'true') return;
  throw new MlflowError('FEATURE_DISABLED', 'Prompts of MLflow are not served here.', 404);
}

/** The conditions but those that tell models from prompts; null where prompts are looked for, of which there are none. */
export function withoutPrompts(conditions: readonly Condition[]): readonly Condition[] | null {
  const rest = conditions.filter((one) => !isOfPrompts(one));
  const looksForPrompts = conditions.some(
    (one) => isOfPrompts(one) && (one.operator === 'EQ') === (String(one.value).toLowerCase() === 'true'),
  );
  return looksForPrompts ? null : rest;
}

function isOfPrompts({ subject, key }: Condition): boolean {
  return subject === 'TAG' && key === PROMPT_TAG;
}
