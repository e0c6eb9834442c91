import type { Ports } from '#platform/ports/ports.js';
import { createNodeLoader, type NodeLoader } from './load-nodes.js';

/** By-key reads of entities of whichever type. */
export interface NodeLoaders {
  readonly nodeById: NodeLoader;
}

/** Those of one request. */
export function createNodeLoaders(ports: Ports): NodeLoaders {
  return { nodeById: createNodeLoader(ports) };
}
