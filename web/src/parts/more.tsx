import { Link } from '@tanstack/react-router';

/** What a page of a list has behind it. */
export interface PageEnds {
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}

/** The way to what follows, as an address; and back to the beginning. */
export function More({ page, after }: { readonly page: PageEnds; readonly after: string | undefined }) {
  if (!page.hasNextPage && after === undefined) return null;
  return (
    <nav className="row" aria-label="Pages of the list">
      {after !== undefined && (
        <Link className="button" to="." preload={false} search={(before) => ({ ...before, after: undefined })}>
          From the beginning
        </Link>
      )}
      {page.hasNextPage && page.endCursor !== null && (
        <Link
          className="button"
          to="."
          preload={false}
          search={(before) => ({ ...before, after: page.endCursor ?? undefined })}
        >
          Next
        </Link>
      )}
    </nav>
  );
}
