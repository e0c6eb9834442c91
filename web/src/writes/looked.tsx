import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Answer } from '../api/ask';
import { Failure } from '../parts/failure';
import { Waiting } from '../parts/waiting';
import { closeDialogOf } from './dialog';

interface LookedProps<Result> {
  readonly look: UseQueryResult<Answer<Result>>;
  readonly children: (data: Result) => ReactNode;
}

/** What a dialog shows to decide on, or why it cannot be shown. */
export function Looked<Result>({ look: { data: answer, error, refetch, isFetching }, children }: LookedProps<Result>) {
  if (error === null && answer !== undefined)
    return (
      <div className="stack" aria-busy={isFetching}>
        {children(answer.data)}
      </div>
    );
  return (
    <>
      {error === null ? <Waiting /> : <Failure error={error} onRetry={() => void refetch()} />}
      <button type="button" className="button" onClick={closeDialogOf}>
        Close
      </button>
    </>
  );
}
