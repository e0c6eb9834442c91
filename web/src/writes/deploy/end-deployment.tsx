import { Reason, textOf } from '../fields';
import { Move } from '../move';
import { WriteForm } from '../write-form';
import { EndDeploymentDocument } from './end-deployment.document';

interface EndDeploymentProps {
  readonly deployment: string;
  readonly target: string;
  readonly of: string;
}

/** Records that a version does not run on a target any more. */
export function EndDeployment({ deployment, target, of }: EndDeploymentProps) {
  return (
    <WriteForm
      document={EndDeploymentDocument}
      variablesOf={(form) => ({ input: { deployment, reason: textOf(form, 'reason') } })}
      action="It runs no longer"
      done={({ endDeployment }) => <p>Nothing of it runs on {endDeployment.deployment.target}, it is written.</p>}
    >
      <Move what={target} from={of} to={null} />
      <p className="muted">This records what runs where; it stops nothing there.</p>
      <Reason />
    </WriteForm>
  );
}
