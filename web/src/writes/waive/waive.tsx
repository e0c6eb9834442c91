import { useState } from 'react';
import { exactly } from '../../parts/time';
import { Field, Reason, textOf } from '../fields';
import { WriteButton } from '../write-button';
import { WriteForm } from '../write-form';
import { WaiveDocument } from './waive.document';

const MONTH = 30 * 24 * 60 * 60 * 1_000;

interface WaiveProps {
  readonly of: string;
  readonly alias: string;
  readonly rule: string;
}

/** Waives a rule for one version and a time: whoever does it answers for it. */
export function Waive({ of, alias, rule }: WaiveProps) {
  const [until] = useState(() => new Date(Date.now() + MONTH).toISOString().slice(0, 10));
  return (
    <WriteForm
      document={WaiveDocument}
      variablesOf={(form) => ({
        input: {
          modelVersion: of,
          alias,
          rule,
          reason: textOf(form, 'reason') ?? '',
          expiresAt: new Date(`${textOf(form, 'expiresAt') ?? until}T23:59:59`).toISOString(),
        },
      })}
      action="Waive it"
      onLookAgain={async () => {}}
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
      <Field name="expiresAt" label="Until" type="date" defaultValue={until} required />
    </WriteForm>
  );
}
