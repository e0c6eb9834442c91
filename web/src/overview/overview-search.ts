import { question } from '../api/query';
import { OverviewDocument } from './overview.document';

/** What the overview asks. */
export function overviewQuestion({ asOf }: { readonly asOf?: string | undefined }) {
  return question(OverviewDocument, { asOf, isNow: asOf === undefined });
}
