import { question } from '../../api/query';
import { enumWord } from '../../parts/enum-word';
import { Reason, textOf } from '../fields';
import { Looked } from '../looked';
import { Move } from '../move';
import { useLook } from '../use-look';
import { WriteForm } from '../write-form';
import { QuarantineDocument } from './quarantine.document';
import { QuarantineLookDocument } from './quarantine-look.document';

/** Takes a version out of use. */
export function Quarantine({ of }: { readonly of: string }) {
  const look = useLook(question(QuarantineLookDocument, { ref: of }));
  return (
    <Looked look={look}>
      {({ modelVersion: version }) => {
        if (version === null) return <p>The version is not there, or not for you.</p>;
        const targets = version.deployments.nodes.filter(({ active }) => active).map(({ target }) => target);
        const isProduction = version.aliases.some(({ name }) => name === 'production');
        return (
          <WriteForm
            document={QuarantineDocument}
            variablesOf={(form) => ({
              input: { modelVersions: [version.id], reason: textOf(form, 'reason') ?? '' },
            })}
            action="Quarantine it"
            blockedBecause={version.status === 'QUARANTINED' ? 'It is quarantined already.' : undefined}
            onLookAgain={look.refetch}
            done={() => <p>{version.ref} is quarantined: no alias goes to it, and nothing goes back to it.</p>}
          >
            <Move what={version.ref} from={enumWord(version.status)} to="quarantined" />
            {isProduction && (
              <p className="warn">It loses production, which then points nowhere: roll back after it.</p>
            )}
            {targets.length > 0 && (
              <p className="warn">It runs on {targets.join(', ')}, and goes on running there until somebody ends it.</p>
            )}
            <Reason required />
          </WriteForm>
        );
      }}
    </Looked>
  );
}
