import DataLoader from 'dataloader';
import { type LoaderAsOf, loaderAsOf } from '#values/loader-as-of.js';
import type { AnnotationRepository } from './annotation.repository.js';
import { type CurrentAnnotations, currentOf } from './current-annotations.js';

/** By-key reads of annotations. */
export interface AnnotationLoaders {
  /** By the id of the model or the version. */
  readonly annotationsAsOf: LoaderAsOf<DataLoader<string, CurrentAnnotations>>;
}

/** Those of one request. */
export function createAnnotationLoaders(annotations: AnnotationRepository): AnnotationLoaders {
  return {
    annotationsAsOf: loaderAsOf(
      (asOf) =>
        new DataLoader(async (ids) => {
          const rows = await annotations.lastChanges(ids, asOf);
          return ids.map((id) => currentOf(rows.filter((row) => row.subjectId === id)));
        }),
    ),
  };
}
