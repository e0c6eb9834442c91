import type { Rights } from '#platform/auth/rights.js';
import type { SqlParameters } from '#platform/database/rows/sql-parameters.js';
import { comparedMoment, comparedNumber, comparedText, comparedWord } from '../condition/compared-value.js';
import type { PlacedCondition } from '../condition/condition-value.js';
import { foundInExperiments } from '../condition/found-in-experiments.js';
import type { LoggedModelDataset, LoggedModelFilter } from './logged-model-filter.inputs.js';
import type { LoggedModelSubject } from './logged-model-search.enums.js';
import { loggedModelAttribute, parameterSql, tagSql } from './logged-model-sql.js';
import { measuredOn } from './measured-on.js';

/**
 * The condition, as SQL over the alias `m`, of the logged models that a filter lets through and the caller may see.
 * @throws {PedigraphError} BAD_USER_INPUT for a condition that does not fit what it compares.
 */
export function foundLoggedModels(
  { datasets, conditions, ...places }: LoggedModelFilter,
  rights: Rights,
  parameters: SqlParameters,
): string {
  const where = ['true', ...foundInExperiments(places, 'm', rights, parameters)];
  for (const [index, { subject, ...condition }] of conditions.entries()) {
    const placed = { ...condition, subject, at: `filter.conditions[${index}]` };
    where.push(conditionSql(placed, { datasets, rights, parameters }));
  }
  if (datasets.length > 0 && !conditions.some(({ subject }) => subject === 'METRIC')) {
    where.push(measured('true', measuredOn(datasets, parameters, rights)));
  }
  return where.join(' AND ');
}

/** What the conditions of one search have in common. */
interface Searched {
  readonly datasets: readonly LoggedModelDataset[];
  readonly rights: Rights;
  readonly parameters: SqlParameters;
}

function conditionSql(
  condition: PlacedCondition & { readonly subject: LoggedModelSubject },
  { datasets, rights, parameters }: Searched,
): string {
  const { subject, key, at } = condition;
  switch (subject) {
    case 'METRIC': {
      // That there is none is that not one is there.
      const isAbsent = condition.operator === 'IS_NULL';
      const fulfilled = comparedNumber(
        'p.value',
        isAbsent ? { ...condition, operator: 'IS_NOT_NULL' } : condition,
        parameters,
      );
      const isOfKey = `p.key = ${parameters.add(key)}::text`;
      const found = measured(`${isOfKey} AND ${fulfilled}`, measuredOn(datasets, parameters, rights));
      return isAbsent ? `NOT ${found}` : found;
    }
    case 'PARAMETER':
      return comparedWord(parameterSql(key, parameters), condition, parameters);
    case 'TAG':
      return comparedWord(tagSql(key, parameters), condition, parameters);
    case 'ATTRIBUTE': {
      const { sql, type } = loggedModelAttribute(key, at, { rights, parameters });
      return (type === 'moment' ? comparedMoment : comparedText)(sql, condition, parameters);
    }
  }
}

function measured(fulfilled: string, on: string): string {
  return `EXISTS (SELECT FROM logged_model_metric p WHERE p.logged_model_id = m.id AND ${fulfilled} AND ${on})`;
}
