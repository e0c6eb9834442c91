import { useState } from 'react';
import { question } from '../../api/query';
import { enumWord } from '../../parts/enum-word';
import { Reason, textOf } from '../fields';
import { Looked } from '../looked';
import { Move } from '../move';
import { useLook } from '../use-look';
import { WriteForm } from '../write-form';
import { SetStatusDocument, type SetStatusMutationVariables } from './set-status.document';
import { StatusLookDocument, type StatusLookQuery } from './status-look.document';

type Status = SetStatusMutationVariables['input']['status'];

/** What may follow each status, but for what has a dialog of its own: production and quarantine. */
const FOLLOWING: Readonly<Record<string, readonly Status[]>> = {
  IN_REVIEW: ['APPROVED', 'REJECTED', 'ARCHIVED'],
  APPROVED: ['REJECTED', 'ARCHIVED'],
  REJECTED: ['IN_REVIEW', 'ARCHIVED'],
  PRODUCTION: ['APPROVED', 'ARCHIVED'],
  QUARANTINED: ['IN_REVIEW', 'ARCHIVED'],
  ARCHIVED: ['IN_REVIEW'],
};

/** Changes the status of a version. */
export function SetStatus({ of }: { readonly of: string }) {
  const look = useLook(question(StatusLookDocument, { ref: of }));
  return <Looked look={look}>{(data) => <Decide data={data} onLookAgain={() => look.refetch()} />}</Looked>;
}

interface DecideProps {
  readonly data: StatusLookQuery;
  readonly onLookAgain: () => Promise<unknown>;
}

function Decide({ data: { modelVersion }, onLookAgain }: DecideProps) {
  const [chosen, choose] = useState<Status | undefined>(undefined);
  if (modelVersion === null) return <p>The version is not there, or not for you.</p>;
  const { ref, status } = modelVersion;
  const following = FOLLOWING[status] ?? [];
  const to = following.find((each) => each === chosen) ?? following[0]!;
  return (
    <WriteForm
      document={SetStatusDocument}
      variablesOf={(form) => ({ input: { modelVersion: ref, status: to, reason: textOf(form, 'reason') } })}
      action="Change it"
      onLookAgain={onLookAgain}
      done={({ setStatus }) => (
        <p>
          {setStatus.modelVersion.ref} is {enumWord(setStatus.modelVersion.status)} now.
        </p>
      )}
    >
      <Move what={ref} from={enumWord(status)} to={enumWord(to)} />
      {status === 'PRODUCTION' && <p className="warn">It loses the alias production, which then points nowhere.</p>}
      <label>
        To
        <select value={to} onChange={(event) => choose(event.currentTarget.value as Status)}>
          {following.map((each) => (
            <option key={each} value={each}>
              {enumWord(each)}
            </option>
          ))}
        </select>
      </label>
      <Reason />
    </WriteForm>
  );
}
