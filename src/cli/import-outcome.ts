import { ApiError } from '#integrations/client/api-error.js';
import type { ImportReport } from '#integrations/importing/report/import-report.js';
import { explainFailure } from './explain-failure.js';
import { printRemark } from './print.js';

/** Whether an import found something, and the server refused nothing of it. */
export function isCompleteImport({ counts, skips }: Pick<ImportReport, 'counts' | 'skips'>): boolean {
  const anyRead = Object.values(counts).some(({ imported, alreadyThere }) => imported + alreadyThere > 0);
  return anyRead && skips.every(({ code }) => code === undefined);
}

/** Prints why an import has stopped; returns the exit code. */
export function explainStoppedImport(error: unknown): 1 | 2 {
  const code = explainFailure(error);
  if (!(error instanceof ApiError)) return code;
  printRemark('The import has stopped; give the same command again and it goes on from there.');
  return 1;
}
