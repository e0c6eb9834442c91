import { question } from '../api/query';
import type { PagedSearch } from '../search-params';
import { DatasetDocument } from './dataset.document';
import { DatasetVersionDocument } from './dataset-version.document';

/** What the page of a dataset asks. */
export function datasetQuestion(name: string, { after }: PagedSearch) {
  return question(DatasetDocument, { name, after });
}

/** What the page of a version of it asks. */
export function datasetVersionQuestion(ref: string, { asOf }: { readonly asOf?: string | undefined }) {
  return question(DatasetVersionDocument, { ref, asOf });
}
