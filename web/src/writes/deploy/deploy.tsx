import { useState } from 'react';
import { question } from '../../api/query';
import { enumWord } from '../../parts/enum-word';
import { Field } from '../fields';
import { Looked } from '../looked';
import { Move } from '../move';
import { useLook } from '../use-look';
import { WriteForm } from '../write-form';
import { DeployDocument } from './deploy.document';
import { DeployLookDocument, type DeployLookQuery } from './deploy-look.document';

/** Records that a version runs on a target. */
export function Deploy({ of }: { readonly of: string }) {
  const [target, setTarget] = useState('');
  const look = useLook(question(DeployLookDocument, { ref: of, target: target || '-' }));
  return (
    <>
      <div className="form">
        <Field name="target" label="Target" placeholder="eu-central" onLeave={setTarget} />
      </div>
      <Looked look={look}>
        {(data) => <Decide key={target} data={data} target={target} onLookAgain={look.refetch} />}
      </Looked>
    </>
  );
}

interface DecideProps {
  readonly data: DeployLookQuery;
  readonly target: string;
  readonly onLookAgain: () => Promise<unknown>;
}

function Decide({ data: { modelVersion, deployments }, target, onLookAgain }: DecideProps) {
  if (modelVersion === null) return <p>The version is not there, or not for you.</p>;
  const { ref, version, status, model } = modelVersion;
  const running = deployments.nodes.find((one) => one.active && one.modelVersion.model.name === model.name);
  const from = running?.modelVersion.version ?? null;
  return (
    <WriteForm
      document={DeployDocument}
      variablesOf={() => ({ input: { modelVersion: ref, target, expected: from } })}
      action={target === '' ? 'Record it' : `It runs on ${target}`}
      blockedBecause={
        target === '' ? 'Say where it runs.' : from === version ? `${version} runs on ${target} already.` : undefined
      }
      meanwhile={({ running: now }) =>
        Array.isArray(now) && now.length > 0
          ? `Somebody put ${now.join(', ')} there meanwhile.`
          : 'Somebody ended what ran there meanwhile.'
      }
      onLookAgain={onLookAgain}
      done={({ recordDeployment: { deployment } }) => (
        <p>
          {deployment.modelVersion.ref} runs on {deployment.target}, it is written.
        </p>
      )}
    >
      {target !== '' && <Move what={target} from={from} to={version} />}
      {status !== 'PRODUCTION' && <p className="warn">Its status is {enumWord(status)}.</p>}
      <p className="muted">This records what runs where; it starts nothing there.</p>
    </WriteForm>
  );
}
