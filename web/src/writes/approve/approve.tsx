import { question } from '../../api/query';
import { Time } from '../../parts/time';
import { Field, textOf } from '../fields';
import { Looked } from '../looked';
import { useLook } from '../use-look';
import { WriteForm } from '../write-form';
import { ApproveDocument } from './approve.document';
import { ApproveLookDocument, type ApproveLookQuery } from './approve-look.document';
import { WithdrawDocument } from './withdraw.document';

interface ApproveProps {
  readonly of: string;
  /** Whether the approval is taken back. */
  readonly withdraws?: boolean;
}

/** Approves a version in the caller's name, or takes the approval back. */
export function Approve({ of, withdraws = false }: ApproveProps) {
  const look = useLook(question(ApproveLookDocument, { ref: of }));
  return (
    <Looked look={look}>
      {(data) => <Decide data={data} withdraws={withdraws} onLookAgain={() => look.refetch()} />}
    </Looked>
  );
}

interface DecideProps {
  readonly data: ApproveLookQuery;
  readonly withdraws: boolean;
  readonly onLookAgain: () => Promise<unknown>;
}

function Decide({ data: { me, modelVersion }, withdraws, onLookAgain }: DecideProps) {
  if (modelVersion === null) return <p>The version is not there, or not for you.</p>;
  const { ref, createdBy, approvals } = modelVersion;
  const own = approvals.find(({ actor }) => actor === me.actor);
  const input = (form: FormData) => ({ input: { modelVersion: ref, comment: textOf(form, 'comment') } });
  const form = { variablesOf: input, onLookAgain };
  const fields = (
    <>
      <p>
        <span className="ref">{ref}</span>, in the name of <b>{me.actor}</b>.
      </p>
      <ul className="list">
        {approvals.map(({ id, actor, role, comment, createdAt }) => (
          <li key={id}>
            {actor}
            {role !== null && `, ${role}`} · <Time at={createdAt} /> {comment !== null && <>· “{comment}”</>}
          </li>
        ))}
      </ul>
      {!withdraws && createdBy === me.actor && (
        <p className="warn">You registered it: your approval counts only where the policy says so.</p>
      )}
      <Field name="comment" label="Comment, if there is one" />
    </>
  );
  if (withdraws)
    return (
      <WriteForm
        {...form}
        document={WithdrawDocument}
        action="Withdraw the approval"
        blockedBecause={own === undefined ? 'You do not approve it.' : undefined}
        done={({ withdrawApproval }) => <p>Withdrawn; {counted(withdrawApproval.approvals.length)} left.</p>}
      >
        {fields}
      </WriteForm>
    );
  return (
    <WriteForm
      {...form}
      document={ApproveDocument}
      action="Approve"
      done={({ approve }) => <p>Approved; it has {counted(approve.approvals.length)}.</p>}
    >
      {fields}
    </WriteForm>
  );
}

function counted(approvals: number): string {
  return approvals === 1 ? 'one approval' : `${approvals} approvals`;
}
