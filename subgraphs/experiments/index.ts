import { referenceBy } from '#platform/federation/reference.js';
import type { SubgraphDefinition } from '#platform/federation/subgraph-definition.js';
import { LedgerResolver } from '#platform/ledger/ledger.resolver.js';
import { ExperimentViewerResolver } from './experiment/experiment-viewer.resolver.js';
import { RunViewerResolver } from './run/run-viewer.resolver.js';
import { RunsOfExperimentResolver } from './run/runs-of-experiment.resolver.js';

// Behind the runs of an experiment: TypeGraphQL lists the fields of a type in the order in which their files are loaded.

import { AddedInput } from './added-input/added-input.entity.js';
import { RunContinuation } from './after-end/run-continuation.entity.js';
import { RunContinuationEnd } from './after-end/run-continuation-end.entity.js';
import { Archival } from './archival/archival.entity.js';
import { createContext, type ExperimentsContext } from './context.js';
import { Experiment } from './experiment/experiment.entity.js';
import { ExperimentResolver } from './experiment/experiment.resolver.js';
import { ExperimentChangesResolver } from './experiment/experiment-changes.resolver.js';
import { ExperimentStateResolver } from './experiment/experiment-state.resolver.js';
import { LoggedModel } from './logged-model/logged-model.entity.js';
import { LoggedModelResolver } from './logged-model/logged-model.resolver.js';
import { LoggedModelChangesResolver } from './logged-model/logged-model-changes.resolver.js';
import { LoggedModelEnd } from './logged-model/logged-model-end.entity.js';
import { LoggedModelFailure } from './logged-model/logged-model-failure.entity.js';
import { LoggedModelStateResolver } from './logged-model/logged-model-state.resolver.js';
import { LoggedModelViewerResolver } from './logged-model/logged-model-viewer.resolver.js';
import { LoggedModelMetricResolver, MeasurementResolver } from './logged-model-metric/logged-model-metric.resolver.js';
import { LoggedModelSearchResolver } from './logged-model-search/logged-model-search.resolver.js';
import { MetricLogResolver, MetricStateResolver } from './metric-log/metric-log.resolver.js';
import { MetricSeriesResolver } from './metric-series/metric-series.resolver.js';
import { CreateExperiments1764000000000 } from './migrations/1764000000000-create-experiments.js';
import { AppendToLedger1764600000000 } from './migrations/1764600000000-append-to-ledger.js';
import { CheckRunsOnce1764600000001 } from './migrations/1764600000001-check-runs-once.js';
import { KeepPointsOfOneMoment1795974006604 } from './migrations/1795974006604-keep-points-of-one-moment.js';
import { NoteRowsInLedger1795974740000 } from './migrations/1795974740000-note-rows-in-ledger.js';
import { RememberIdempotencyKeys1795999395000 } from './migrations/1795999395000-remember-idempotency-keys.js';
import { NameExperiments1796012435000 } from './migrations/1796012435000-name-experiments.js';
import { NestRuns1796014383000 } from './migrations/1796014383000-nest-runs.js';
import { LogAfterEnd1796015638000 } from './migrations/1796015638000-log-after-end.js';
import { FindRuns1796016037000 } from './migrations/1796016037000-find-runs.js';
import { AddRunInputs1796018265000 } from './migrations/1796018265000-add-run-inputs.js';
import { GuardRunInputs1796025600000 } from './migrations/1796025600000-guard-run-inputs.js';
import { LogModels1796031313000 } from './migrations/1796031313000-log-models.js';
import { FindLastMetrics1796040480000 } from './migrations/1796040480000-find-last-metrics.js';
import { RangeOfMetrics1796045200000 } from './migrations/1796045200000-range-of-metrics.js';
import { NameProducedDatasets1796051000000 } from './migrations/1796051000000-name-produced-datasets.js';
import { NameChange } from './name-change/name-change.entity.js';
import { RunParameter } from './parameter/run-parameter.entity.js';
import { reporting } from './reporting.js';
import { Run } from './run/run.entity.js';
import { RunResolver } from './run/run.resolver.js';
import { RunChangesResolver } from './run/run-changes.resolver.js';
import { RunContinuationResolver } from './run/run-continuation.resolver.js';
import { RunEnd } from './run/run-end.entity.js';
import { RunFamilyResolver } from './run/run-family.resolver.js';
import { RunStateResolver } from './run/run-state.resolver.js';
import { RunBatchResolver } from './run-batch/run-batch.resolver.js';
import { RunComparisonResolver } from './run-comparison/run-comparison.resolver.js';
import { DatasetOutput } from './run-dataset-output/dataset-output.entity.js';
import { DatasetOutputResolver } from './run-dataset-output/dataset-output.resolver.js';
import { RunInputResolver } from './run-input/run-input.resolver.js';
import { RunKeysResolver } from './run-keys/run-keys.resolver.js';
import { RunLoggedModelRow } from './run-logged-model/run-logged-model.entity.js';
import { RunLoggedModelResolver } from './run-logged-model/run-logged-model.resolver.js';
import { RunSearchResolver } from './run-search/run-search.resolver.js';
import { RunTableResolver, UnknownRunColumnsResolver } from './run-table/run-table.resolver.js';
import { tables } from './tables.js';
import { TagChange } from './tag-change/tag-change.entity.js';

/** Experiments and their runs: open while they run, sealed when they end. */
export const experiments: SubgraphDefinition<ExperimentsContext> = {
  name: 'experiments',
  resolvers: [
    ExperimentResolver,
    ExperimentStateResolver,
    ExperimentChangesResolver,
    RunsOfExperimentResolver,
    RunResolver,
    RunStateResolver,
    RunFamilyResolver,
    RunChangesResolver,
    RunContinuationResolver,
    RunSearchResolver,
    RunTableResolver,
    UnknownRunColumnsResolver,
    RunKeysResolver,
    RunComparisonResolver,
    RunInputResolver,
    MetricLogResolver,
    MetricStateResolver,
    MetricSeriesResolver,
    RunBatchResolver,
    LoggedModelResolver,
    LoggedModelStateResolver,
    LoggedModelChangesResolver,
    LoggedModelMetricResolver,
    MeasurementResolver,
    LoggedModelSearchResolver,
    RunLoggedModelResolver,
    DatasetOutputResolver,
    ExperimentViewerResolver,
    RunViewerResolver,
    LoggedModelViewerResolver,
    LedgerResolver,
  ],
  references: {
    Experiment: referenceBy(({ loaders }) => ({ id: loaders.experimentById, name: loaders.experimentByName })),
    Run: referenceBy(({ loaders }) => ({ id: loaders.runById, ref: loaders.runByRef })),
    LoggedModel: referenceBy(({ loaders }) => ({ id: loaders.loggedModelById, ref: loaders.loggedModelByRef })),
  },
  entities: [
    Experiment,
    Run,
    RunEnd,
    RunParameter,
    Archival,
    NameChange,
    TagChange,
    RunContinuation,
    RunContinuationEnd,
    AddedInput,
    LoggedModel,
    LoggedModelEnd,
    LoggedModelFailure,
    RunLoggedModelRow,
    DatasetOutput,
  ],
  migrations: [
    CreateExperiments1764000000000,
    AppendToLedger1764600000000,
    CheckRunsOnce1764600000001,
    KeepPointsOfOneMoment1795974006604,
    NoteRowsInLedger1795974740000,
    RememberIdempotencyKeys1795999395000,
    NameExperiments1796012435000,
    NestRuns1796014383000,
    LogAfterEnd1796015638000,
    FindRuns1796016037000,
    AddRunInputs1796018265000,
    GuardRunInputs1796025600000,
    LogModels1796031313000,
    FindLastMetrics1796040480000,
    RangeOfMetrics1796045200000,
    NameProducedDatasets1796051000000,
  ],
  tables,
  reporting,
  pinnable: {
    Run: 'SELECT id, ref, digest FROM experiments.run LEFT JOIN experiments.run_end ON run_id = id',
    LoggedModel:
      'SELECT id, ref, digest FROM experiments.logged_model LEFT JOIN experiments.logged_model_end ON logged_model_id = id',
  },
  pins: [
    { table: 'experiments.run', column: 'input_pins', type: 'DatasetVersion' },
    { table: 'experiments.run_input', column: 'pin', type: 'DatasetVersion', of: 'run_id' },
    { table: 'experiments.run_dataset_output', column: 'pin', type: 'DatasetVersion', of: 'run_id' },
    { table: 'experiments.logged_model_metric', column: 'dataset_pin', type: 'DatasetVersion', of: 'logged_model_id' },
    { table: 'experiments.run', column: 'environment_pin', type: 'EnvironmentVersion' },
  ],
  createContext,
};
