import { pairMisfit } from '#integrations/importing/fit-text.js';
import {
  isPlainObject,
  type PlainObject,
  type PlainValue,
  plainText,
} from '#integrations/reading/values/plain-value.js';
import { mappingsIn, type OnLeftOut, textIn } from './card-values.js';

/** What a `model-index` says was measured on some data. */
export interface CardEvaluation {
  /** Where in the card. */
  readonly place: string;
  readonly task: string | null;
  readonly datasetName: string | null;
  /** The repository of the data, as the card has it; often it is one of no Hub. */
  readonly dataset: string | null;
  readonly revision: string | null;
  readonly config: string | null;
  readonly split: string | null;
  /** Who says it; null where the author of the card does. */
  readonly source: string | null;
  readonly metrics: readonly { readonly key: string; readonly value: number }[];
}

/** The evaluations of a card, each result one. A value that is no number costs that value. */
export function cardEvaluations(data: PlainObject, onLeftOut: OnLeftOut): CardEvaluation[] {
  const models = mappingsIn(data['model-index'], 'model-index', onLeftOut);
  return models.flatMap(({ entry, place }) =>
    mappingsIn(entry['results'], `${place}.results`, onLeftOut).flatMap(({ entry: result, place: at }) => {
      const metrics = metricsOf(result, at, onLeftOut);
      if (metrics.length === 0) return [];
      const [task, dataset, source] = [result['task'], result['dataset'], result['source']].map(mappingOf);
      return [
        {
          ...{ place: at, metrics },
          task: textIn(task!['name']) ?? textIn(task!['type']),
          datasetName: textIn(dataset!['name']),
          dataset: textIn(dataset!['type']),
          revision: textIn(dataset!['revision']),
          config: textIn(dataset!['config']),
          split: textIn(dataset!['split']),
          source: textIn(source!['name']) ?? textIn(source!['url']),
        },
      ];
    }),
  );
}

/** A metric by its type; where a result has one type more than once, with the name or the configuration behind it. */
function metricsOf(result: PlainObject, at: string, onLeftOut: OnLeftOut): CardEvaluation['metrics'] {
  const listed = mappingsIn(result['metrics'], `${at}.metrics`, onLeftOut);
  const types = listed.map(({ entry }) => textIn(entry['type']));
  const metrics = new Map<string, number>();
  for (const [index, { entry, place }] of listed.entries()) {
    const type = types[index]!;
    const value = entry['value'];
    const isAlone = types.filter((one) => one === type).length === 1;
    const more = isAlone ? null : (textIn(entry['name']) ?? textIn(entry['config']));
    const key = more === null || more === type ? type : `${type} (${more})`;
    const reason =
      key === null
        ? 'has no type'
        : typeof value !== 'number'
          ? `has ${value === undefined ? 'no value' : `the value ${quoted(value)}`}, and a number is expected`
          : metrics.has(key)
            ? `is ${key} again, which is there before`
            : pairMisfit(key, '', 0);
    if (reason !== null) onLeftOut(place, reason);
    else metrics.set(key!, value as number);
  }
  return [...metrics].map(([key, value]) => ({ key, value }));
}

function mappingOf(value: PlainValue | undefined): PlainObject {
  return isPlainObject(value) ? value : {};
}

function quoted(value: PlainValue): string {
  return JSON.stringify(plainText(value).slice(0, 100));
}
