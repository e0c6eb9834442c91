import DataLoader from 'dataloader';
import type { NamedView } from '#platform/auth/row-view.js';
import { createIdLoader, createLoader, type RowLoader } from '#platform/loading/loader.js';
import type { SealedRows } from '#platform/loading/sealed-rows.js';
import type { LoggedModel } from './logged-model.entity.js';
import type { LoggedModelRepository } from './logged-model.repository.js';
import type { LoggedModelEnd, LoggedModelEndRow } from './logged-model-end.entity.js';
import type { LoggedModelFailure } from './logged-model-failure.entity.js';
import type { LoggedModelParameterRepository, LoggedModelParameters } from './logged-model-parameter.repository.js';

/** By-key reads of logged models. */
export interface LoggedModelLoaders {
  readonly loggedModelById: RowLoader<LoggedModel>;
  readonly loggedModelByRef: RowLoader<LoggedModel>;
  /** By the id of the logged model; null while it is not READY. */
  readonly endByLoggedModel: RowLoader<LoggedModelEndRow>;
  /** The same with the columns that may be large. */
  readonly wholeEndByLoggedModel: RowLoader<LoggedModelEnd>;
  /** The last failure, by the id of the logged model. */
  readonly failureByLoggedModel: RowLoader<LoggedModelFailure>;
  readonly parametersByLoggedModel: DataLoader<string, LoggedModelParameters>;
}

/** What they read from. */
interface LoggedModelReads {
  readonly loggedModels: LoggedModelRepository;
  readonly parameters: LoggedModelParameterRepository;
}

/** Those of one request. */
export function createLoggedModelLoaders(
  { loggedModels, parameters }: LoggedModelReads,
  sealed: SealedRows,
  view: NamedView,
): LoggedModelLoaders {
  const ofLoggedModel = (row: { readonly loggedModelId: string }) => row.loggedModelId;
  return {
    loggedModelById: createIdLoader<LoggedModel>(
      (ids) => loggedModels.findByIds(ids),
      (row) => row.id,
      sealed.of('logged model'),
      view,
    ),
    loggedModelByRef: createLoader<LoggedModel>(
      (refs) => loggedModels.findByRefs(refs),
      (row) => row.ref,
      sealed.of('logged model by ref'),
      view,
    ),
    endByLoggedModel: createLoader<LoggedModelEndRow>(
      (ids) => loggedModels.endsOf(ids),
      ofLoggedModel,
      sealed.of('logged model end'),
    ),
    wholeEndByLoggedModel: createLoader<LoggedModelEnd>(
      (ids) => loggedModels.wholeEndsOf(ids),
      ofLoggedModel,
      sealed.of('whole logged model end'),
    ),
    failureByLoggedModel: createLoader((ids) => loggedModels.lastFailuresOf(ids), ofLoggedModel),
    parametersByLoggedModel: new DataLoader(async (ids) => {
      const found = await parameters.of(ids);
      return ids.map((id) => found.get(id)!);
    }),
  };
}
