import type { JoinedSubgraphs, OpenJoinedOptions } from './open-joined.js';

/**
 * Lets subgraphs of others join where the settings name some, or a file of them: only then is what composes them
 * loaded. Undefined where they do not.
 */
export async function loadJoined(options: OpenJoinedOptions): Promise<JoinedSubgraphs | undefined> {
  const { subgraphs, file } = options.config.join;
  if (file === undefined && Object.keys(subgraphs).length === 0) return undefined;
  return (await import('./open-joined.js')).openJoined(options);
}
