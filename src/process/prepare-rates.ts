import type { Config } from '#platform/config/config.js';
import { type Store, servingRoleOf } from './open-store.js';

/**
 * Makes the table in which gateways count the operations of callers together, where that is in the store and the role
 * that counts there may make none. Elsewhere, and where one role does everything, the first gateway makes it.
 */
export async function prepareRates(
  { migrationUrl }: Pick<Store, 'migrationUrl'>,
  { callers: { ratesDatabaseUrl } }: Pick<Config, 'callers'>,
): Promise<void> {
  if (ratesDatabaseUrl === undefined || !isSamePlace(ratesDatabaseUrl, migrationUrl)) return;
  const role = await servingRoleOf({ url: ratesDatabaseUrl, migrationUrl });
  if (role === undefined) return;
  const { makeRateTable } = await import('#gateway/limits/rate-table.js');
  await makeRateTable(migrationUrl, role);
}

function isSamePlace(one: string, other: string): boolean {
  const [{ host, pathname }, { host: otherHost, pathname: otherPathname }] = [new URL(one), new URL(other)];
  return host === otherHost && pathname === otherPathname;
}
