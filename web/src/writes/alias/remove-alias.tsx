import { question } from '../../api/query';
import { Reason, textOf } from '../fields';
import { guards } from '../guarding';
import { Looked } from '../looked';
import { Move, movedAlias } from '../move';
import { useLook } from '../use-look';
import { WriteForm } from '../write-form';
import { RemoveAliasDocument } from './remove-alias.document';
import { RemoveAliasLookDocument } from './remove-alias-look.document';

/** Takes an alias away; its history stays. */
export function RemoveAlias({ model: name, alias }: { readonly model: string; readonly alias: string }) {
  const look = useLook(question(RemoveAliasLookDocument, { model: name, alias }));
  return (
    <Looked look={look}>
      {({ model }) => {
        const from = model?.alias?.modelVersion.version;
        if (model === null || from === undefined)
          return (
            <p>
              {name} has no alias {alias}.
            </p>
          );
        const isGuarded = guards(model.policy) && !model.viewerCan.includes('REMOVE_GUARDED_ALIAS');
        return (
          <WriteForm
            document={RemoveAliasDocument}
            variablesOf={(form) => ({
              input: { model: model.name, alias, expected: from, reason: textOf(form, 'reason') },
            })}
            action={`Take ${alias} away`}
            blockedBecause={
              isGuarded ? `The policy of ${model.policy?.scope} guards ${alias}: an ADMIN takes it away.` : undefined
            }
            meanwhile={movedAlias}
            onLookAgain={look.refetch}
            done={({ removeAlias }) => (
              <p>
                {removeAlias.previous.ref} is not {alias} any more, and nothing is.
              </p>
            )}
          >
            <Move what={alias} from={from} to={null} />
            <Reason />
          </WriteForm>
        );
      }}
    </Looked>
  );
}
