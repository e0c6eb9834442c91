import { type UseQueryResult, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Answer } from '../api/ask';
import { Failure } from './failure';
import { Waiting } from './waiting';

/** What a question has come to, and how an answer is shown. */
export interface AnsweredProps<Result> {
  readonly query: UseQueryResult<Answer<Result>>;
  readonly children: (data: Result) => ReactNode;
}

/**
 * Shows an answer, or what stands in its way: it is waited for, it failed, a part of it did not come. What was there
 * before stays until the next one has come, dimmed.
 */
export function Answered<Result>({ query, children }: AnsweredProps<Result>) {
  const client = useQueryClient();
  const { data: answer, error, refetch, isPlaceholderData, fetchStatus } = query;
  if (answer === undefined) {
    if (error !== null) return <Failure error={error} onRetry={refetch} />;
    if (fetchStatus === 'idle') return <Failure error={new Error('It was cancelled.')} onRetry={refetch} />;
    return <Waiting onCancel={() => void client.cancelQueries()} />;
  }
  return (
    <>
      {error !== null && <Failure error={error} onRetry={refetch} />}
      {answer.errors.length > 0 && (
        <div className="notice" role="status">
          <p>A part of this did not come: {answer.errors.map(({ message }) => message).join(' ')}</p>
        </div>
      )}
      <div className={isPlaceholderData ? 'stack dimmed' : 'stack'} aria-busy={isPlaceholderData}>
        {children(answer.data)}
      </div>
    </>
  );
}
