import { registerEnumType } from 'type-graphql';

/** How a source contradicts what is known. */
export enum ContradictionKind {
  TAG_MOVED = 'TAG_MOVED',
  TAG_DELETED = 'TAG_DELETED',
  DIGEST_DIFFERS = 'DIGEST_DIFFERS',
  RUN_DELETED = 'RUN_DELETED',
  VERSION_DELETED = 'VERSION_DELETED',
}

registerEnumType(ContradictionKind, {
  name: 'ContradictionKind',
  description: 'How a source contradicts what is known.',
  valuesConfig: {
    TAG_MOVED: { description: 'The tag that a version was imported from names another commit now.' },
    TAG_DELETED: { description: 'The tag that a version was imported from is there no more.' },
    DIGEST_DIFFERS: { description: 'The bytes where a file lies are not those of its digest.' },
    RUN_DELETED: { description: 'The source has deleted the run that a version in use was made by.' },
    VERSION_DELETED: { description: 'The source has deleted a version that is in use here.' },
  },
});

/** What is contradicted: a sealed version, or a run. */
export enum ContradictedKind {
  MODEL_VERSION = 'MODEL_VERSION',
  DATASET_VERSION = 'DATASET_VERSION',
  RUN = 'RUN',
}

registerEnumType(ContradictedKind, {
  name: 'ContradictedKind',
  description: 'What a source contradicts.',
  valuesConfig: {
    MODEL_VERSION: { description: 'A model version.' },
    DATASET_VERSION: { description: 'A dataset version.' },
    RUN: { description: 'A run.' },
  },
});
