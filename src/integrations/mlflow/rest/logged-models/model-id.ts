import { hexOf, idOfHex } from '../tracking/ids.js';

/** MLflow's id of a logged model. */
export function modelIdOf(id: string): string {
  return `m-${hexOf(id)}`;
}

/** The id of our API; undefined where the text is none of MLflow's. */
export function idOfModelId(modelId: string): string | undefined {
  return modelId.startsWith('m-') ? idOfHex(modelId.slice(2)) : undefined;
}
