import { registerEnumType } from 'type-graphql';

/** What a source is. */
export enum SourceKind {
  GIT = 'GIT',
  MLFLOW = 'MLFLOW',
  HUGGING_FACE = 'HUGGING_FACE',
}

registerEnumType(SourceKind, {
  name: 'SourceKind',
  description: 'What a source that is followed is.',
  valuesConfig: {
    GIT: { description: 'A Git repository.' },
    MLFLOW: { description: 'A tracking server of MLflow, its database or its folder.' },
    HUGGING_FACE: { description: 'A repository of a model or a dataset of the Hugging Face Hub.' },
  },
});

/** How a read of a source ended. */
export enum SourceOutcome {
  READ = 'READ',
  UNCHANGED = 'UNCHANGED',
  FAILED = 'FAILED',
  STOPPED = 'STOPPED',
}

registerEnumType(SourceOutcome, {
  name: 'SourceOutcome',
  description: 'How a read of a source ended.',
  valuesConfig: {
    READ: { description: 'It was read whole.' },
    UNCHANGED: { description: 'Nothing of it had changed.' },
    FAILED: { description: 'It was not read whole; `failure` says why.' },
    STOPPED: { description: 'The follower was stopped meanwhile; the next one goes on.' },
  },
});
