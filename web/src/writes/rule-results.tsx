import { Chip, type Tone } from '../parts/words';
import { WriteButton } from './write-button';

/** A rule of a policy, and whether a version meets it. */
export interface RuleResult {
  readonly rule: string;
  readonly verdict: string;
  readonly observed: string;
}

const TONES: Readonly<Record<string, Tone>> = { MET: 'good', UNMET: 'bad', WAIVED: 'warn' };

interface RuleResultsProps {
  readonly results: readonly RuleResult[];
  readonly of: { readonly ref: string; readonly alias: string };
  readonly mayWaive: boolean;
}

/** Each rule met, unmet or waived, with what was observed. */
export function RuleResults({ results, of, mayWaive }: RuleResultsProps) {
  return (
    <ul className="list rules">
      {results.map(({ rule, verdict, observed }) => (
        <li key={rule}>
          <Chip tone={TONES[verdict] ?? 'muted'}>{verdict.toLowerCase()}</Chip> <code>{rule}</code>{' '}
          <span className="muted">{observed}</span>{' '}
          {verdict === 'UNMET' && mayWaive && (
            <WriteButton request={{ kind: 'waive', rule, ...of }} className="button quiet">
              Waive
            </WriteButton>
          )}
        </li>
      ))}
    </ul>
  );
}
