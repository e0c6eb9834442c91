import { v7 as uuid } from 'uuid';
import type { SearchEvent } from '../../subgraphs/catalog/search/projection/read-search-changes.js';

/** What four subgraphs may have recorded: two runs, three versions, notes, tags and aliases that come and go. */
export function writeLedgers(): SearchEvent[][] {
  const [raw, train, run, other, first, second, third, model, noteA, noteB] = Array.from({ length: 10 }, () => uuid());
  const node = (kind: string, id: string | undefined, ref: string) => ({ kind, id, ref });
  const [rawNode, trainNode, runNode] = [
    node('DATASET_VERSION', raw, 'acme/raw@1.0.0'),
    node('ENVIRONMENT_VERSION', train, 'acme/train@1.0.0'),
    node('RUN', run, `acme/base@${run}`),
  ];
  const version = (id: string | undefined, number: string, more: object = {}) => ({
    type: 'ModelVersionRegistered',
    subject: `acme/model@${number}`,
    payload: {
      digest: `sha256:${number}`,
      description: null,
      manifest: { architecture: 'trees', code: { commit: 'abcdef0', repository: null } },
      lineage: { node: node('MODEL_VERSION', id, `acme/model@${number}`), upstream: [rawNode, trainNode, runNode] },
      ...more,
    },
  });
  const ledgers = [
    [
      {
        type: 'DatasetVersionRegistered',
        subject: 'acme/raw@1.0.0',
        payload: {
          digest: 'sha256:d',
          description: 'from the bank',
          manifest: { schema: [{ name: 'amount' }], license: 'MIT' },
          lineage: { node: rawNode, upstream: [] },
        },
      },
    ],
    [
      {
        type: 'EnvironmentVersionRegistered',
        subject: 'acme/train@1.0.0',
        payload: {
          digest: 'sha256:e',
          manifest: {
            image: 'i',
            packages: [
              { name: 'numpy', version: '1.26.4' },
              { name: 'numpy', version: null },
              { name: 'Scikit_Learn', version: '1.5.2' },
            ],
          },
          lineage: { node: trainNode, upstream: [] },
        },
      },
    ],
    [
      {
        type: 'RunStarted',
        subject: 's',
        payload: {
          experiment: 'acme/base',
          name: 'one',
          code: null,
          tags: { team: 'risk' },
          parameters: { depth: 6 },
          lineage: { node: runNode, upstream: [trainNode] },
        },
      },
      {
        type: 'RunStarted',
        subject: 's',
        payload: {
          experiment: 'acme/base',
          name: 'two',
          lineage: { node: node('RUN', other, `acme/base@${other}`), upstream: [] },
        },
      },
      { type: 'ParametersLogged', subject: 's', payload: { id: run, parameters: { depth: 6 } } },
      { type: 'RunArchived', subject: 's', payload: { id: other, reason: null } },
      {
        type: 'RunFinished',
        subject: 's',
        payload: {
          id: run,
          status: 'FINISHED',
          digest: 'sha256:r',
          parameters: { depth: 6 },
          metrics: [{ key: 'auc', value: 0.9, min: 0.5, max: 0.95 }],
        },
      },
      {
        type: 'RunFinished',
        subject: 's',
        payload: { id: other, status: 'FAILED', parameters: { mode: 'x', flag: true }, metrics: [] },
      },
    ],
    [
      version(first, '1.0.0', { tags: { stage: 'draft', gone: 'yes' } }),
      {
        type: 'NoteAdded',
        subject: 'acme/model',
        payload: { kind: 'MODEL', id: model, noteId: noteA, text: 'of the family' },
      },
      version(second, '1.1.0'),
      {
        type: 'TagsChanged',
        subject: 'acme/model@1.0.0',
        payload: { kind: 'MODEL_VERSION', id: first, set: { stage: 'final' }, remove: ['gone'] },
      },
      {
        type: 'AliasSet',
        subject: 's',
        payload: { model: 'acme/model', alias: 'production', modelVersionId: first, previousModelVersionId: null },
      },
      {
        type: 'StatusChanged',
        subject: 's',
        payload: { modelVersionId: first, from: 'IN_REVIEW', status: 'APPROVED' },
      },
      {
        type: 'EvaluationRecorded',
        subject: 's',
        payload: {
          modelVersionId: second,
          slice: null,
          metrics: [
            { key: 'auc', value: 0.8 },
            { key: 'f1', value: 0.7 },
          ],
        },
      },
      {
        type: 'AliasSet',
        subject: 's',
        payload: { model: 'acme/model', alias: 'canary', modelVersionId: second, previousModelVersionId: null },
      },
      {
        type: 'EvaluationRecorded',
        subject: 's',
        payload: { modelVersionId: second, slice: 'small', metrics: [{ key: 'auc', value: 0.1 }] },
      },
      {
        type: 'EvaluationRecorded',
        subject: 's',
        payload: { modelVersionId: second, slice: null, metrics: [{ key: 'auc', value: 0.85 }] },
      },
      {
        type: 'AliasRemoved',
        subject: 's',
        payload: { model: 'acme/model', alias: 'canary', modelVersionId: null, previousModelVersionId: second },
      },
      {
        type: 'TagsChanged',
        subject: 'acme/model',
        payload: { kind: 'MODEL', id: model, set: { owner: 'risk', old: 'x' }, remove: [] },
      },
      {
        type: 'TagsChanged',
        subject: 'acme/model',
        payload: { kind: 'MODEL', id: model, set: { tier: '1' }, remove: ['old'] },
      },
      {
        type: 'DescriptionSet',
        subject: 'acme/model',
        payload: { kind: 'MODEL', id: model, description: 'finds fraud' },
      },
      {
        type: 'NoteAdded',
        subject: 'acme/model@1.1.0',
        payload: { kind: 'MODEL_VERSION', id: second, noteId: noteB, text: 'too slow' },
      },
      {
        type: 'AliasSet',
        subject: 's',
        payload: { model: 'acme/model', alias: 'production', modelVersionId: second, previousModelVersionId: first },
      },
      version(third, '2.0.0', { lineage: { node: node('MODEL_VERSION', third, 'acme/model@2.0.0'), upstream: [] } }),
    ],
  ];
  return ledgers.map((events) =>
    events.map((event, index) => ({
      ...event,
      position: index + 1,
      actor: 'ada',
      at: new Date(1_750_000_000_000 + index),
    })),
  ) as SearchEvent[][];
}
