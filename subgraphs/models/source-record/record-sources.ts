import { v7 as uuid } from 'uuid';
import { sourceRecorded } from '#events/source-record.events.js';
import { sha256 } from '#platform/digest/digest.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import type { RecordSourceInput, RecordSourcesInput } from './record-sources.inputs.js';
import type { RecordSourcesPayload } from './record-sources.payload.js';
import { repositoryKey } from './repository-key.js';
import type { SourceRecordContext } from './source-record.context.js';
import type { SourceRecord } from './source-record.entity.js';
import { SourceRecordRepository } from './source-record.repository.js';
import { type SourceSubject, sourceSubjects } from './source-subjects.js';

/**
 * Records which versions and runs are in which sources. What is known already is passed over.
 * @throws {PedigraphError} BAD_USER_INPUT, NOT_FOUND or REFERENCE_NOT_FOUND where one of them names no one thing: then
 * none is recorded.
 */
export async function recordSources(
  { sources }: RecordSourcesInput,
  context: SourceRecordContext,
): Promise<RecordSourcesPayload> {
  const { database, caller } = context;
  const subjects = await sourceSubjects(sources, context);
  return database.transact(caller, async ({ manager, record, clock }) => {
    const createdAt = await clock();
    const rows = sources.map((source, index) => ({
      ...{ id: uuid(), ...factOf(source, subjects[index]!), createdAt, actor: caller.actor },
    }));
    const distinct = [...new Map(rows.map((row) => [row.identity, row])).values()];
    const fresh = await new SourceRecordRepository(manager).insertNew(distinct);
    for (const { id, subjectKind, subjectId, subject, tool, location, externalId } of fresh) {
      record(
        sourceRecorded(subject, { kind: subjectKind, id: subjectId, sourceRecordId: id, tool, location, externalId }),
      );
    }
    return { recorded: fresh.length };
  });
}

function factOf(
  input: RecordSourceInput,
  { kind, id, ref }: SourceSubject,
): Omit<SourceRecord, 'id' | 'createdAt' | 'actor'> {
  const repository = input.repository == null ? null : withoutCredentials(input.repository);
  const fact = {
    ...{ subjectKind: kind, subjectId: id, subject: ref },
    tool: input.tool,
    location: withoutCredentials(input.location),
    externalId: withoutCredentials(input.externalId),
    globalId: input.globalId ?? null,
    name: input.name ?? null,
    number: input.number ?? null,
    sizeBytes: input.sizeBytes ?? null,
    repository,
    repositoryKey: repository === null ? null : repositoryKey(repository),
    commit: input.commit ?? null,
    path: input.path ?? null,
    digests: [...new Set(input.digests)].sort(),
    partDigests: [...new Set(input.partDigests)].sort(),
    createdElsewhereAt: input.createdElsewhereAt ?? null,
  };
  return { ...fact, identity: sha256(JSON.stringify(fact)) };
}
