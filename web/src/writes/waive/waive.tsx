import { exactly } from '../../parts/time';
import { endOfDayIn, Reason, textOf, Until } from '../fields';
import { WriteButton } from '../write-button';
import { WriteForm } from '../write-form';
import { WaiveDocument } from './waive.document';

/** Days that a waiver lasts where nobody says otherwise: a month. */
const MONTH = 30;

interface WaiveProps {
  readonly of: string;
  readonly alias: string;
  readonly rule: string;
}

/** Waives a rule for one version and a time: whoever does it answers for it. */
export function Waive({ of, alias, rule }: WaiveProps) {
  return (
    <WriteForm
      document={WaiveDocument}
      variablesOf={(form) => ({
        input: {
          modelVersion: of,
          alias,
          rule,
          reason: textOf(form, 'reason') ?? '',
          expiresAt: endOfDayIn(form),
        },
      })}
      action="Waive it"
      done={({ waiveRule: { waiver } }) => (
        <>
          <p>
            <code>{waiver.rule}</code> is waived until {exactly(waiver.expiresAt)}.
          </p>
          <p>
            <WriteButton request={{ kind: 'promote', ref: of, alias }}>Promote</WriteButton>
          </p>
        </>
      )}
    >
      <p>
        <span className="ref">{of}</span> may become <b>{alias}</b> though it does not meet <code>{rule}</code>. You
        answer for it, by name.
      </p>
      <Reason required />
      <Until days={MONTH} />
    </WriteForm>
  );
}
