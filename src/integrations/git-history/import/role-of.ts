/**
 * What a stage reads data for, by their path and its name: only what says so, or what a model is made from, was trained
 * on.
 */
export function roleOf(path: string, stage: string, makesModel: boolean): string {
  if (word('test|testing|holdout').test(path)) return 'TEST';
  if (word('val|valid|validation|dev').test(path)) return 'VALIDATION';
  if (word('eval|evaluate|evaluation|test|score|validate').test(stage)) return 'EVALUATION';
  if (makesModel || word('train|training|fit').test(path)) return 'TRAINING';
  return 'OTHER';
}

/** A whole word of a path: `data/test.csv`, not `contest`. */
function word(words: string): RegExp {
  return new RegExp(`(?:^|[^a-z])(?:${words})(?![a-z])`, 'i');
}
