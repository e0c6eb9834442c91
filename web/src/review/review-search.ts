import { question } from '../api/query';
import { type Given, readPagedSearch, textIn } from '../search-params';
import { ReviewDocument } from './review.document';

/** The address of what waits for approval. */
export interface ReviewSearch {
  readonly namespace?: string | undefined;
  readonly after?: string | undefined;
}

/** Reads it. */
export function readReviewSearch(given: Given): ReviewSearch {
  return { ...readPagedSearch(given), namespace: textIn(given, 'namespace') };
}

/** What the page asks. */
export function reviewQuestion({ namespace, after }: ReviewSearch) {
  return question(ReviewDocument, { namespace, after });
}
