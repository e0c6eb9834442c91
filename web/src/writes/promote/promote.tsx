import { useState } from 'react';
import { question } from '../../api/query';
import { RefLink } from '../../parts/ref-link';
import { Field, Reason, textOf } from '../fields';
import { Looked } from '../looked';
import { Move, movedAlias } from '../move';
import { RuleResults } from '../rule-results';
import { useLook } from '../use-look';
import { WriteForm } from '../write-form';
import { PromoteDocument } from './promote.document';
import { PromoteLookDocument, type PromoteLookQuery } from './promote-look.document';

/** Promotes a version: what moves, and what the policy says of it. */
export function Promote({ of, alias: first = 'production' }: { readonly of: string; readonly alias?: string }) {
  const [alias, setAlias] = useState(first);
  const look = useLook(question(PromoteLookDocument, { ref: of, alias }));
  return (
    <>
      <div className="form">
        <Field name="alias" label="Alias" defaultValue={alias} onLeave={(given) => given !== '' && setAlias(given)} />
      </div>
      <Looked look={look}>
        {(data) => <Decide key={alias} data={data} alias={alias} onLookAgain={look.refetch} />}
      </Looked>
    </>
  );
}

interface DecideProps {
  readonly data: PromoteLookQuery;
  readonly alias: string;
  readonly onLookAgain: () => Promise<unknown>;
}

function Decide({ data: { modelVersion, previewPromotion }, alias, onLookAgain }: DecideProps) {
  if (modelVersion === null) return <p>The version is not there, or not for you.</p>;
  const { ref, version, viewerCan, model } = modelVersion;
  const { policy, verdict, results } = previewPromotion;
  const from = model.alias?.modelVersion.version ?? null;
  return (
    <WriteForm
      document={PromoteDocument}
      variablesOf={(form) => ({
        input: { modelVersion: ref, alias, expected: from, reason: textOf(form, 'reason') },
      })}
      action={`Promote to ${alias}`}
      blockedBecause={
        from === version
          ? `${alias} is at ${version} already.`
          : verdict === 'REFUSED'
            ? 'The policy refuses it as things stand.'
            : undefined
      }
      meanwhile={movedAlias}
      onLookAgain={onLookAgain}
      done={({ promote }) => (
        <p>
          {promote.alias.name} is at <RefLink kind="model" to={promote.alias.modelVersion.ref} /> now.
        </p>
      )}
    >
      <Move what={alias} from={from} to={version} />
      {policy === null ? (
        <p className="muted">No policy guards it.</p>
      ) : (
        <p className="muted">By the policy of {policy.scope}:</p>
      )}
      <RuleResults results={results} of={{ ref, alias }} mayWaive={viewerCan.includes('WAIVE_RULE')} />
      <Reason />
    </WriteForm>
  );
}
