import { question } from '../api/query';
import { LoggedModelDocument } from './logged-model.document';

/** What the page of a logged model asks. */
export function loggedModelQuestion(id: string, { asOf }: { readonly asOf?: string | undefined }) {
  return question(LoggedModelDocument, { id, asOf });
}
