import { useState } from 'react';
import { question } from '../../api/query';
import { RefLink } from '../../parts/ref-link';
import { Reason, textOf } from '../fields';
import { Looked } from '../looked';
import { Move, movedAlias } from '../move';
import { useLook } from '../use-look';
import { WriteForm } from '../write-form';
import { RollBackDocument } from './roll-back.document';
import { RollBackLookDocument, type RollBackLookQuery } from './roll-back-look.document';
import { versionsBefore } from './versions-before';

const UNUSABLE = new Set(['QUARANTINED', 'ARCHIVED', 'REJECTED']);

/** Takes an alias back to a version before, and with it what runs. */
export function RollBack({ model, alias }: { readonly model: string; readonly alias: string }) {
  const look = useLook(question(RollBackLookDocument, { model, alias }));
  return (
    <Looked look={look}>{(data) => <Decide data={data} alias={alias} onLookAgain={() => look.refetch()} />}</Looked>
  );
}

interface DecideProps {
  readonly data: RollBackLookQuery;
  readonly alias: string;
  readonly onLookAgain: () => Promise<unknown>;
}

function Decide({ data: { model }, alias, onLookAgain }: DecideProps) {
  const [chosen, choose] = useState<string | undefined>(undefined);
  if (model === null) return <p>The model is not there, or not for you.</p>;
  const from = model.aliasHistory.nodes.find(({ modelVersion }) => modelVersion !== null)?.modelVersion;
  const usable = versionsBefore(movesOf(model, alias)).filter(({ status }) => !UNUSABLE.has(status));
  const to = usable.find(({ version }) => version === chosen) ?? usable[0];
  const targets = from?.deployments.nodes.filter(({ active }) => active).map(({ target }) => target) ?? [];
  return (
    <WriteForm
      document={RollBackDocument}
      variablesOf={(form) => ({
        input: {
          model: model.name,
          alias,
          to: to?.version,
          expected: from?.version,
          reason: textOf(form, 'reason') ?? '',
        },
      })}
      action="Roll back"
      blockedBecause={to === undefined ? `${alias} has no version to go back to that may be used.` : undefined}
      meanwhile={movedAlias}
      onLookAgain={onLookAgain}
      done={({ rollback }) => (
        <p>
          {alias} went back from <RefLink kind="model" to={rollback.from.ref} /> to{' '}
          <RefLink kind="model" to={rollback.to.ref} />
          {rollback.deployments.length > 0 &&
            `, and so did ${rollback.deployments.map((one) => one.target).join(', ')}`}
          .
        </p>
      )}
    >
      <Move what={alias} from={from?.version} to={to?.version} />
      <p className="muted">
        {targets.length === 0 ? 'Nothing runs on it.' : `With it goes back what runs on ${targets.join(', ')}.`}
      </p>
      {usable.length > 1 && (
        <label>
          To
          <select value={to?.version} onChange={(event) => choose(event.currentTarget.value)}>
            {usable.map(({ version }, at) => (
              <option key={version} value={version}>
                {version}
                {at === 0 && ', the one before'}
              </option>
            ))}
          </select>
        </label>
      )}
      <Reason required />
    </WriteForm>
  );
}

function movesOf({ aliasHistory, rollbacks }: NonNullable<RollBackLookQuery['model']>, alias: string) {
  const taken = new Set(rollbacks.nodes.filter((one) => one.alias === alias).map(({ createdAt }) => createdAt));
  return aliasHistory.nodes
    .map(({ modelVersion, validFrom }) => ({ modelVersion, rolledBack: taken.has(validFrom) }))
    .reverse();
}
