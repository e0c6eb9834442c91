import type { ReactNode } from 'react';
import type { Question } from '../api/query';
import { CopyFrame } from './copy-frame';
import { useTitle } from './use-title';

/** What every page has. */
export interface PageProps<Result, Variables> {
  /** What it is about, for the title of the window. */
  readonly title: string;
  readonly heading?: ReactNode;
  /** What it asked, which opens in the IDE. */
  readonly asked?: Question<Result, Variables> | undefined;
  readonly actions?: ReactNode;
  /** The path and the query of the embed of it, where it has one. */
  readonly embed?: string | undefined;
  readonly children: ReactNode;
}

/** A page: its title and heading, and the way to the query behind it. */
export function Page<Result, Variables>(props: PageProps<Result, Variables>) {
  const { title, heading = title, asked, actions, embed, children } = props;
  useTitle(title);
  return (
    <>
      <div className="heading">
        <h1>{heading}</h1>
        <div className="row actions">
          {actions}
          {embed !== undefined && <CopyFrame embed={embed} title={title} />}
          {asked !== undefined && (
            <a className="button quiet" href={ideAddress(asked)}>
              Query of this page
            </a>
          )}
        </div>
      </div>
      {children}
    </>
  );
}

/** The address of the IDE with a question filled in. */
function ideAddress<Result, Variables>({ document, variables }: Question<Result, Variables>): string {
  const filled = new URLSearchParams({ query: document.text, variables: JSON.stringify(variables, null, 2) });
  return `/ide/#${filled}`;
}
