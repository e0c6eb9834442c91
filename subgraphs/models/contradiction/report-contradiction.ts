import { v7 as uuid } from 'uuid';
import { contradictionReported } from '#events/contradiction.events.js';
import { sha256 } from '#platform/digest/digest.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import { contradictedSubject } from './contradicted-subject.js';
import type { ContradictionContext } from './contradiction.context.js';
import type { Contradiction } from './contradiction.entity.js';
import type { ReportContradictionInput } from './contradiction.inputs.js';
import type { ReportContradictionPayload } from './contradiction.payloads.js';
import { ContradictionRepository } from './contradiction.repository.js';

/**
 * Records that a source says other than what is known. The same of the same source is one fact as long as it is open;
 * reported after it was resolved, it is another.
 * @throws {PedigraphError} BAD_USER_INPUT where not one thing is named; NOT_FOUND or REFERENCE_NOT_FOUND where there is no
 * such version or run.
 */
export async function reportContradiction(
  input: ReportContradictionInput,
  context: ContradictionContext,
): Promise<ReportContradictionPayload> {
  const { database, caller } = context;
  const subject = await contradictedSubject(input, context);
  const { kind, known = null, found = null } = input;
  const [source, place] = [withoutCredentials(input.source), withoutCredentials(input.place)];
  const identity = sha256(JSON.stringify([kind, subject.kind, subject.id, source, place, known, found]));
  return database.transact(caller, async ({ manager, record, clock }) => {
    const contradictions = new ContradictionRepository(manager);
    const last = await contradictions.lockLast(identity);
    if (last !== null && (await contradictions.resolutionsOf([last.id])).length === 0)
      return { created: false, contradiction: last };
    const contradiction: Contradiction = {
      ...{ id: uuid(), kind, source, place, known, found, identity },
      ...{ subjectKind: subject.kind, subjectId: subject.id, subject: subject.ref },
      ...{ sequence: (last?.sequence ?? 0) + 1, createdAt: await clock(), actor: caller.actor },
    };
    await contradictions.insert(contradiction);
    record(
      contradictionReported(subject.ref, {
        ...{ kind: subject.kind, id: subject.id, contradictionId: contradiction.id },
        ...{ contradiction: kind, source, place, known, found },
      }),
    );
    return { created: true, contradiction };
  });
}
