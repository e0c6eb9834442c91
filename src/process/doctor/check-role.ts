import { excessOf, lacksRights, readSchemaRights } from '#platform/database/rights/schema-rights.js';
import { SUBGRAPHS } from '../subgraph-definitions.js';
import type { ReadRows } from './check-database.js';
import { type Finding, fine, problem, warning } from './finding.js';

/**
 * Whether the role that serves may do what serving takes, and no more: else PostgreSQL does not stand behind what is
 * sealed.
 * @param knowsOwner whether the settings have the role that owns the schemas, so that a start grants what is lacking
 */
export async function checkRole(read: ReadRows, { knowsOwner }: { readonly knowsOwner: boolean }): Promise<Finding> {
  const excess = new Set<string>();
  const lacking: string[] = [];
  let role = '';
  for (const { definition } of SUBGRAPHS) {
    const { name, tables } = definition;
    const rights = await readSchemaRights(async (sql, values) => [...(await read(sql, values))], name);
    role = rights.role;
    for (const more of excessOf(rights, tables)) excess.add(more);
    if (rights.tables.length > 0 && lacksRights(rights, tables)) lacking.push(name);
  }
  if (lacking.length > 0) {
    const found = `The role ${role} lacks rights in ${lacking.join(', ')}: nothing can be served as it.`;
    return knowsOwner
      ? warning('database.role', found, 'The next start grants them, and so does pedigraph migrate.')
      : problem('database.role', found, 'Run pedigraph migrate with DATABASE_MIGRATION_URL, the URL of the owner.');
  }
  return excess.size === 0
    ? fine('database.role', `The role ${role} may do what serving takes, and no more.`)
    : warning(
        'database.role',
        `The role ${role} may do more than serving takes, and so may change what is sealed: ${[...excess].join('; ')}.`,
        'Serve as a role of its own: DATABASE_URL beside DATABASE_MIGRATION_URL, see docs/security.md.',
      );
}
