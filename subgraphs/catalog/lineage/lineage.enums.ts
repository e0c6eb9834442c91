import { registerEnumType } from 'type-graphql';
import { LineageRelation } from '#values/lineage-relation.js';

/** Which way a walk goes. */
export const LineageDirection = { UPSTREAM: 'UPSTREAM', DOWNSTREAM: 'DOWNSTREAM', BOTH: 'BOTH' } as const;
export type LineageDirection = keyof typeof LineageDirection;
/** One of the two ways a step can go. */
export type LineageWay = Exclude<LineageDirection, 'BOTH'>;

registerEnumType(LineageDirection, {
  name: 'LineageDirection',
  description: 'Which way a walk through the lineage goes.',
  valuesConfig: {
    UPSTREAM: { description: 'To what it was made from.' },
    DOWNSTREAM: { description: 'To what was made from it.' },
    BOTH: { description: 'Both of these ways; not to what else was made from the same things.' },
  },
});

/** What the nodes of a walk are put together by. */
export const LineageGrouping = { NAME: 'NAME' } as const;
export type LineageGrouping = keyof typeof LineageGrouping;

registerEnumType(LineageGrouping, {
  name: 'LineageGrouping',
  description: 'What the nodes of a walk are put together by.',
  valuesConfig: {
    NAME: {
      description: 'By what they are and what their versions share: `LineageNode.kind` and `LineageNode.group`.',
    },
  },
});

/** The relations, as an enum of the API. */
export const LineageRelationEnum = LineageRelation;

registerEnumType(LineageRelationEnum, {
  name: 'LineageRelation',
  description: 'How a downstream node of the lineage rests on an upstream one.',
  valuesConfig: {
    TRAINED_ON: { description: 'A run or a model version read a dataset version, for training or another use.' },
    DERIVED_FROM: { description: 'A dataset version, or a column, was made from another.' },
    PRODUCED: { description: 'The upstream run made the downstream model version or logged model.' },
    RAN_IN: { description: 'It was made, or runs, in an environment version.' },
    FINE_TUNED_FROM: { description: 'A model version was fine-tuned from another.' },
    DEPLOYED_AS: { description: 'The downstream deployment serves the upstream model version.' },
    COLUMN_OF: { description: 'The downstream column is one of the upstream dataset version.' },
    READ: { description: 'The downstream thing read the upstream column or logged model.' },
    CHILD_OF: { description: 'The downstream run was started in the upstream run, as a part of it.' },
    REGISTERED_FROM: { description: 'The downstream model version was registered from the upstream logged model.' },
  },
});
