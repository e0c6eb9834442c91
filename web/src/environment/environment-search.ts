import { question } from '../api/query';
import type { PagedSearch } from '../search-params';
import { EnvironmentDocument } from './environment.document';
import { EnvironmentVersionDocument } from './environment-version.document';

/** What the page of an environment asks. */
export function environmentQuestion(name: string, { after }: PagedSearch) {
  return question(EnvironmentDocument, { name, after });
}

/** What the page of a version of it asks. */
export function environmentVersionQuestion(ref: string, { asOf }: { readonly asOf?: string | undefined }) {
  return question(EnvironmentVersionDocument, { ref, asOf });
}
