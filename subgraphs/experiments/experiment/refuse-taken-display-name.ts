import type { EntityManager } from 'typeorm';
import { namespaceOf } from '#platform/refs/ref.js';
import type { Experiment } from './experiment.entity.js';
import { ExperimentRepository, takenDisplayName } from './experiment.repository.js';

/**
 * Refuses a display name that another experiment of the namespace has; under the lock of the namespace.
 * @throws {PedigraphError} CONFLICT naming that one.
 */
export async function refuseTakenDisplayName(
  { id, name }: Pick<Experiment, 'id' | 'name'>,
  displayName: string,
  manager: EntityManager,
): Promise<void> {
  const experiments = new ExperimentRepository(manager);
  const other = await experiments.idCalled(namespaceOf(name), displayName);
  if (other === null || other === id) return;
  const [found] = await experiments.findByIds([other]);
  if (found !== undefined) throw takenDisplayName(displayName, found);
}
