import type { ReactNode } from 'react';
import { useTitle } from '../parts/use-title';

interface EmbedPageProps {
  readonly title: string;
  readonly heading?: ReactNode;
  /** The page of the explorer that shows the same, with all around it. */
  readonly whole: string;
  readonly children: ReactNode;
}

/** An embed: what it is of, what it shows, and the way to the whole page. */
export function EmbedPage({ title, heading = title, whole, children }: EmbedPageProps) {
  useTitle(title);
  return (
    <>
      <div className="heading">
        <h1>{heading}</h1>
        <a className="button quiet actions" href={whole} target="_blank" rel="noopener">
          Open in Pedigraph
        </a>
      </div>
      {children}
    </>
  );
}
