import { question } from '../api/query';
import { type CurveSearch, readCurveSearch } from '../curves/curve-search';
import { type Given, textIn } from '../search-params';
import { RunDocument } from './run.document';

/** The address of a run, behind its id. */
export interface RunSearch extends CurveSearch {
  /** The metric whose curve is drawn; the first one where it is left out. */
  readonly curve?: string | undefined;
}

/** Reads it. */
export function readRunSearch(given: Given): RunSearch {
  return { ...readCurveSearch(given), curve: textIn(given, 'curve') };
}

/** What the page of a run asks. */
export function runQuestion(id: string, { asOf }: { readonly asOf?: string | undefined }) {
  return question(RunDocument, { id, asOf });
}
