import { Reason, textOf } from '../fields';
import { WriteForm } from '../write-form';
import { ArchiveDocument } from './archive.document';
import { RestoreDocument } from './restore.document';

/** Archives a model: lists leave it out. */
export function Archive({ model }: { readonly model: string }) {
  return (
    <WriteForm
      document={ArchiveDocument}
      variablesOf={(form) => ({ input: { model, reason: textOf(form, 'reason') } })}
      action="Archive it"
      done={({ archiveModel }) => <p>{archiveModel.model.name} is archived.</p>}
    >
      <p>
        Lists leave <span className="ref">{model}</span> out. It stays readable by its name, with its versions, aliases
        and all that rests on them, and can be restored.
      </p>
      <Reason />
    </WriteForm>
  );
}

/** Takes the archival of a model back. */
export function Restore({ model }: { readonly model: string }) {
  return (
    <WriteForm
      document={RestoreDocument}
      variablesOf={(form) => ({ input: { model, reason: textOf(form, 'reason') } })}
      action="Restore it"
      meanwhile={() => 'Another model is called as this one is meanwhile.'}
      done={({ restoreModel }) => <p>{restoreModel.model.name} stands in lists again.</p>}
    >
      <p>
        Lists have <span className="ref">{model}</span> again.
      </p>
      <Reason />
    </WriteForm>
  );
}
