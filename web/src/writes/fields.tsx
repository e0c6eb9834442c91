import { useId, useState } from 'react';
import { useFieldFault } from './field-faults';

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly required?: boolean;
  readonly defaultValue?: string | undefined;
  readonly placeholder?: string;
  readonly type?: 'text' | 'date';
  /** The latest day of a date. */
  readonly max?: string;
  /** Called with what was typed, when somebody leaves the field or presses Enter. */
  readonly onLeave?: (value: string) => void;
}

/** A field of a dialog; what is wrong with it stands below it. */
export function Field({ name, label, onLeave, ...input }: FieldProps) {
  const fault = useFieldFault(name);
  const described = useId();
  return (
    <label>
      {label}
      <input
        name={name}
        autoComplete="off"
        aria-invalid={fault !== undefined}
        aria-describedby={fault === undefined ? undefined : described}
        onBlur={onLeave && ((event) => onLeave(event.currentTarget.value.trim()))}
        onKeyDown={onLeave && ((event) => event.key === 'Enter' && onLeave(event.currentTarget.value.trim()))}
        {...input}
      />
      {fault !== undefined && (
        <span id={described} className="bad">
          {fault}
        </span>
      )}
    </label>
  );
}

/** Why somebody does it, for those who read the history. */
export function Reason({ required = false, name = 'reason' }: { readonly required?: boolean; readonly name?: string }) {
  return <Field name={name} label={required ? 'Reason' : 'Reason, if there is one to tell'} required={required} />;
}

const DAY = 24 * 60 * 60 * 1_000;

/** Years of the API have four digits; a browser would let six be typed. */
const LAST_DAY = '9999-12-31';

/** The day until which something holds, at first so many days from now; `endOfDayIn` reads it. */
export function Until({ days }: { readonly days: number }) {
  const [first] = useState(() => new Date(Date.now() + days * DAY).toISOString().slice(0, 10));
  return <Field name="expiresAt" label="Until" type="date" max={LAST_DAY} defaultValue={first} required />;
}

/** The end of the day that stands in `Until`, by the clock of whoever chose it. */
export function endOfDayIn(form: FormData): string {
  return new Date(`${form.get('expiresAt')}T23:59:59`).toISOString();
}

/** What stands in a field; undefined where nothing does. */
export function textOf(form: FormData, name: string): string | undefined {
  return String(form.get(name) ?? '').trim() || undefined;
}
