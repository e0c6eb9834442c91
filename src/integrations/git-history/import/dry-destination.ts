import type { Destination } from './destination.js';

/** Writes nothing, and knows of nothing that is there: all of a repository is to be imported. */
export function dryDestination(): Destination {
  let made = 0;
  const written = async () => ({ created: true, id: `dry-run-${++made}` });
  return {
    findRuns: async () => new Map(),
    registerRun: written,
    addReadModels: async () => {},
    addOutputs: async () => {},
    findLoggedModel: async () => null,
    makeLoggedModel: written,
    datasetVersions: async () => [],
    registerDataset: written,
    registerEnvironment: written,
    createModel: written,
    modelVersions: async () => [],
    taggedVersions: async () => [],
    settleContradictions: async () => {},
    sources: { add: async () => {}, flush: async () => {} },
    registerModelVersion: written,
    setTags: async () => {},
    setStatus: async () => {},
    aliasChanges: async () => [],
    moveAlias: async () => {},
  };
}
