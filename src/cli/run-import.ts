import { ApiError } from '#integrations/client/api-error.js';
import type { OnProgress } from '#integrations/client/progress.js';
import type { ImportReport } from '#integrations/importing/report/import-report.js';
import { explainFailure } from './explain-failure.js';
import { printRemark } from './print.js';
import { printAnswerOf } from './print-answer-of.js';
import { createProgressBar } from './progress-bar.js';

/** How a report is printed, and when it is one of all that was to be imported. */
interface Reporting<Report> {
  readonly inWords: (report: Report) => string;
  readonly isComplete: (report: Report) => boolean;
}

/**
 * Runs an import beside a bar of its progress, prints its report, and sets the exit code: 0 where it is complete, 1 where it
 * is not or has stopped, 2 for what the user has to put right.
 */
export async function runImport<Report>(
  options: { readonly json?: true },
  work: (onProgress: OnProgress) => Promise<Report>,
  { inWords, isComplete }: Reporting<Report>,
): Promise<void> {
  using bar = createProgressBar();
  try {
    const report = await work(bar.show);
    bar[Symbol.dispose]();
    printAnswerOf(report, () => inWords(report), options);
    process.exitCode = isComplete(report) ? 0 : 1;
  } catch (error) {
    bar[Symbol.dispose]();
    process.exitCode = explainStoppedImport(error);
  }
}

/** Whether an import found something, and the server refused nothing of it. */
export function isCompleteImport({ counts, skips }: Pick<ImportReport, 'counts' | 'skips'>): boolean {
  const anyRead = Object.values(counts).some(({ imported, alreadyThere }) => imported + alreadyThere > 0);
  return anyRead && skips.every(({ code }) => code === undefined);
}

function explainStoppedImport(error: unknown): 1 | 2 {
  const code = explainFailure(error);
  if (!(error instanceof ApiError)) return code;
  printRemark('The import has stopped; give the same command again and it goes on from there.');
  return 1;
}
