import type { Config } from '#platform/config/config.js';
import { ConfigError } from '#platform/config/read-config.js';
import { EXPECTED_PLACE, readPlace, type SubgraphUrls } from '#platform/config/settings/join.js';

/**
 * A configuration in which these subgraphs join as well; each wins over one of its name.
 * @throws {ConfigError} where one cannot be called so, or is at no URL
 */
export function withJoined(config: Config, subgraphs: SubgraphUrls): Config {
  for (const [name, url] of Object.entries(subgraphs))
    if (readPlace(`${name}=${url}`) === undefined)
      throw new ConfigError(`--subgraph: ${EXPECTED_PLACE}, but got ${name}=${url}`);
  return { ...config, join: { ...config.join, subgraphs: { ...config.join.subgraphs, ...subgraphs } } };
}

/** The setting by which other processes join the same. */
export function joinedEnvironment({ join: { subgraphs, file = '' } }: Pick<Config, 'join'>): NodeJS.ProcessEnv {
  const places = Object.entries(subgraphs).map(([name, url]) => `${name}=${url}`);
  return { PEDIGRAPH_JOIN_SUBGRAPHS: places.join(','), PEDIGRAPH_JOIN_FILE: file };
}
