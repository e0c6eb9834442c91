import { question } from '../api/query';
import { VersionDocument } from './version.document';

/** What the page of a version asks. */
export function versionQuestion(ref: string, { asOf }: { readonly asOf?: string | undefined }) {
  return question(VersionDocument, { ref, asOf });
}
