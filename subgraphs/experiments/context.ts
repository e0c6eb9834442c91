import type { SubgraphContext } from '#platform/federation/subgraph-definition.js';
import { ArchivalRepository } from './archival/archival.repository.js';
import { ExperimentRepository } from './experiment/experiment.repository.js';
import { LoggedKeysRepository } from './experiment/logged-keys.repository.js';
import { createExperimentsLoaders, type ExperimentsLoaders } from './loaders.js';
import { MetricRepository } from './metric/metric.repository.js';
import { ParameterRepository } from './parameter/parameter.repository.js';
import { RunRepository } from './run/run.repository.js';

/** The subgraph's repositories, outside a transaction. */
export interface Repositories {
  readonly experiments: ExperimentRepository;
  readonly loggedKeys: LoggedKeysRepository;
  readonly runs: RunRepository;
  readonly parameters: ParameterRepository;
  readonly metrics: MetricRepository;
  readonly archivals: ArchivalRepository;
}

/** What a resolver of this subgraph has at hand; born with the request. */
export interface ExperimentsContext extends SubgraphContext, Repositories {
  readonly loaders: ExperimentsLoaders;
}

/** Makes the context of one request. */
export function createContext(base: SubgraphContext): ExperimentsContext {
  const { manager } = base.database;
  const repositories: Repositories = {
    experiments: new ExperimentRepository(manager),
    loggedKeys: new LoggedKeysRepository(manager),
    runs: new RunRepository(manager),
    parameters: new ParameterRepository(manager),
    metrics: new MetricRepository(manager),
    archivals: new ArchivalRepository(manager),
  };
  return { ...base, ...repositories, loaders: createExperimentsLoaders(repositories, base.sealedRows) };
}
