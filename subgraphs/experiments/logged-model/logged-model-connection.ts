import { connectionType } from '#platform/paging/connection-type.js';
import { LoggedModel } from './logged-model.entity.js';

/** A page of logged models. */
export const LoggedModelConnection = connectionType(
  'LoggedModel',
  () => LoggedModel,
  'in the order asked for; newest first where none is',
);
