import { registerEnumType } from 'type-graphql';

/** Which way a metric gets better. */
export const MetricDirection = { HIGHER: 'HIGHER', LOWER: 'LOWER', UNKNOWN: 'UNKNOWN' } as const;
export type MetricDirection = keyof typeof MetricDirection;

registerEnumType(MetricDirection, {
  name: 'MetricDirection',
  description: 'Which way a metric gets better, judged by its name.',
  valuesConfig: {
    HIGHER: { description: 'More is better: `auc`, `val_accuracy`.' },
    LOWER: { description: 'Less is better: `loss`, `test_rmse`.' },
    UNKNOWN: { description: 'Its name does not show it.' },
  },
});

const HIGHER = new Set(
  'accuracy acc auc auroc auprc ap map precision recall sensitivity specificity f1 f2 fbeta r2 ndcg mrr bleu rouge meteor iou dice kappa mcc gini ks lift score reward hits psnr ssim throughput'.split(
    ' ',
  ),
);
const LOWER = new Set(
  'loss error err mse rmse mae mape smape rmsle logloss nll perplexity ppl brier ece fpr fnr fid wer cer latency duration mad hinge deviance misclassification'.split(
    ' ',
  ),
);

/** The direction by the words of a metric's name; UNKNOWN where they point both ways, or neither. */
export function directionOf(key: string): MetricDirection {
  const words = key
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  const [higher, lower] = [words.some((word) => HIGHER.has(word)), words.some((word) => LOWER.has(word))];
  if (higher === lower) return 'UNKNOWN';
  return higher ? 'HIGHER' : 'LOWER';
}
