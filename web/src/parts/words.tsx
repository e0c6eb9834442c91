import type { ReactNode } from 'react';
import { enumWord } from './enum-word';

/** Which way a word is meant: well, not well, with care, or neither. */
export type Tone = 'good' | 'bad' | 'warn' | 'muted';

/** A short word about a thing. */
export function Chip({ tone = 'muted', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return <span className={`chip ${tone}`}>{children}</span>;
}

const STATUS_TONES: Readonly<Record<string, Tone>> = {
  PRODUCTION: 'good',
  APPROVED: 'good',
  FINISHED: 'good',
  READY: 'good',
  IN_REVIEW: 'warn',
  RUNNING: 'warn',
  PENDING: 'warn',
  REJECTED: 'bad',
  QUARANTINED: 'bad',
  FAILED: 'bad',
  KILLED: 'bad',
};

/** The status of a version or a run. */
export function Status({ of }: { readonly of: string }) {
  return <Chip tone={STATUS_TONES[of] ?? 'muted'}>{enumWord(of)}</Chip>;
}

const VERDICTS: Readonly<Record<string, readonly [Tone, string, string]>> = {
  REPRODUCIBLE: ['good', '●', 'yes'],
  PARTIAL: ['warn', '◐', 'partly'],
  NOT_REPRODUCIBLE: ['bad', '○', 'no'],
};

/** Whether a version can be rebuilt. */
export function Verdict({ of, missing = 0 }: { readonly of: string; readonly missing?: number }) {
  const [tone, sign, word] = VERDICTS[of] ?? ['muted', '?', of];
  return (
    <span className={tone}>
      <span aria-hidden="true">{sign}</span> {word}
      {missing > 0 && `, ${missing} missing`}
    </span>
  );
}

/** Whether a version that waits may go out, as the policy judges it now. */
export function MayGoOut({ verdict }: { readonly verdict: string }) {
  return verdict === 'PROMOTED' ? <Chip tone="good">may go out</Chip> : <Chip tone="bad">not yet</Chip>;
}
