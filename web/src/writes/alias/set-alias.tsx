import { useState } from 'react';
import { question } from '../../api/query';
import { RefLink } from '../../parts/ref-link';
import { Field, Reason, textOf } from '../fields';
import { guards } from '../guarding';
import { Looked } from '../looked';
import { Move, movedAlias } from '../move';
import { useLook } from '../use-look';
import { WriteForm } from '../write-form';
import { SetAliasDocument } from './set-alias.document';
import { SetAliasLookDocument, type SetAliasLookQuery } from './set-alias-look.document';

/** Points an alias that no policy guards at a version. */
export function SetAlias({ of }: { readonly of: string }) {
  const [alias, setAlias] = useState('');
  const look = useLook(question(SetAliasLookDocument, { ref: of, alias: alias || 'production' }));
  return (
    <>
      <div className="form">
        <Field name="alias" label="Alias" placeholder="champion" onLeave={setAlias} />
      </div>
      <Looked look={look}>
        {(data) => <Decide key={alias} data={data} alias={alias} onLookAgain={look.refetch} />}
      </Looked>
    </>
  );
}

interface DecideProps {
  readonly data: SetAliasLookQuery;
  readonly alias: string;
  readonly onLookAgain: () => Promise<unknown>;
}

function Decide({ data: { modelVersion }, alias, onLookAgain }: DecideProps) {
  if (modelVersion === null) return <p>The version is not there, or not for you.</p>;
  const { version, model } = modelVersion;
  const from = model.alias?.modelVersion.version ?? null;
  return (
    <WriteForm
      document={SetAliasDocument}
      variablesOf={(form) => ({
        input: { model: model.name, alias, version, expected: from, reason: textOf(form, 'reason') },
      })}
      action={alias === '' ? 'Set it' : `Set ${alias}`}
      blockedBecause={whyBlocked(modelVersion, alias)}
      meanwhile={movedAlias}
      onLookAgain={onLookAgain}
      done={({ setAlias }) => (
        <p>
          {setAlias.alias.name} is at <RefLink kind="model" to={setAlias.alias.modelVersion.ref} /> now.
        </p>
      )}
    >
      {alias !== '' && <Move what={alias} from={from} to={version} />}
      <Reason />
    </WriteForm>
  );
}

function whyBlocked(
  { version, model }: NonNullable<SetAliasLookQuery['modelVersion']>,
  alias: string,
): string | undefined {
  if (alias === '') return 'Say which alias.';
  if (model.alias?.modelVersion.version === version) return `${alias} is at ${version} already.`;
  if (guards(model.policy)) return `The policy of ${model.policy?.scope} guards ${alias}: promote the version.`;
  return undefined;
}
