/**
 * The names of the product's subgraphs, for a gateway that reaches them over HTTP: `SUBGRAPHS` would load all that they
 * are made of.
 */
export const SUBGRAPH_NAMES: readonly string[] = [
  'models',
  'datasets',
  'experiments',
  'environments',
  'access',
  'catalog',
];
