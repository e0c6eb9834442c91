import { question } from '../../api/query';
import { RefLink } from '../../parts/ref-link';
import { Reason, textOf } from '../fields';
import { Looked } from '../looked';
import { useLook } from '../use-look';
import { WriteForm } from '../write-form';
import { DownstreamLookDocument } from './downstream-look.document';
import { QuarantineDownstreamDocument } from './quarantine-downstream.document';

/** What a preview is asked with: it is written nowhere. */
const NO_REASON = 'a preview';

/** Takes all versions out of use that rest on a thing. */
export function QuarantineDownstream({ of }: { readonly of: string }) {
  const look = useLook(question(DownstreamLookDocument, { input: { of, reason: NO_REASON } }));
  return (
    <Looked look={look}>
      {({ previewQuarantineDownstream: { quarantined, unchanged } }) => (
        <WriteForm
          document={QuarantineDownstreamDocument}
          variablesOf={(form) => ({ input: { of, reason: textOf(form, 'reason') ?? '' } })}
          action={`Quarantine ${quarantined.length === 1 ? 'it' : `all ${quarantined.length}`}`}
          blockedBecause={quarantined.length === 0 ? 'Nothing that rests on it is in use.' : undefined}
          onLookAgain={look.refetch}
          done={({ quarantineDownstream }) => (
            <p>{quarantineDownstream.quarantined.length} versions are quarantined that were in use.</p>
          )}
        >
          <p>
            What rests on <span className="ref">{of}</span> is taken out of use:
          </p>
          <ul className="list tall">
            {quarantined.map((version, at) => (
              <li key={version?.ref ?? at}>
                {version === null ? 'one that you may not see' : <RefLink kind="model" to={version.ref} />}
              </li>
            ))}
          </ul>
          {unchanged.length > 0 && <p className="muted">{unchanged.length} more are quarantined already.</p>}
          <Reason required />
        </WriteForm>
      )}
    </Looked>
  );
}
