import type { Rights } from '#platform/auth/rights.js';
import { seenAmong } from '#platform/database/rows/seen-condition.js';
import type { SqlParameters } from '#platform/database/rows/sql-parameters.js';

/** Which deployments a list holds: those that meet all that is given. */
export interface DeploymentFilter {
  readonly active?: boolean | null | undefined;
  readonly asOf?: Date | null | undefined;
  readonly activeAt?: Date | null | undefined;
  readonly target?: string | null | undefined;
  readonly model?: string | null | undefined;
  /** With those below it; empty is any. */
  readonly namespace?: string | null | undefined;
}

const MODEL_NAME = '(SELECT m.name FROM models.model m WHERE m.id = d.model_id)';

/** SQL of what a row `d` of `models.deployment` meets that is in the list and may be seen; its values go to the parameters. */
export function deploymentConditions(filter: DeploymentFilter, rights: Rights, parameters: SqlParameters): string {
  const { active, asOf, activeAt, target, model, namespace } = filter;
  const conditions: (string | null)[] = [seenAmong(rights, MODEL_NAME, parameters)];
  const moment = asOf == null ? null : `${parameters.add(asOf)}::timestamptz`;
  if (moment !== null) conditions.push(`d.started_at <= ${moment}`);
  if (active != null) conditions.push(`${active ? 'NOT ' : ''}${endedBy(moment)}`);
  if (activeAt != null) {
    const then = `${parameters.add(activeAt)}::timestamptz`;
    conditions.push(`d.started_at <= ${then} AND NOT ${endedBy(then)}`);
  }
  if (target != null) conditions.push(`d.target = ${parameters.add(target)}::text`);
  if (model != null)
    conditions.push(`d.model_id = (SELECT m.id FROM models.model m WHERE m.name = ${parameters.add(model)}::text)`);
  if (namespace != null && namespace !== '')
    conditions.push(`starts_with(${MODEL_NAME}, ${parameters.add(`${namespace}/`)}::text)`);
  return conditions.filter((condition) => condition !== null).join(' AND ') || 'true';
}

/** A deployment runs from its start on, and no longer at the moment of its end. */
function endedBy(moment: string | null): string {
  const by = moment === null ? '' : ` AND e.at <= ${moment}`;
  return `EXISTS (SELECT FROM models.deployment_end e WHERE e.deployment_id = d.id${by})`;
}
