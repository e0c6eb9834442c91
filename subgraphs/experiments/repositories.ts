import type { EntityManager } from 'typeorm';
import { ArchivalRepository } from './archival/archival.repository.js';
import { ExperimentRepository } from './experiment/experiment.repository.js';
import { LoggedKeysRepository } from './experiment/logged-keys.repository.js';
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

/** The repositories over a connection. */
export function createRepositories(manager: EntityManager): Repositories {
  return {
    experiments: new ExperimentRepository(manager),
    loggedKeys: new LoggedKeysRepository(manager),
    runs: new RunRepository(manager),
    parameters: new ParameterRepository(manager),
    metrics: new MetricRepository(manager),
    archivals: new ArchivalRepository(manager),
  };
}
