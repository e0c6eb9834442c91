import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useQuestion } from '../api/query';
import { AddressForm } from '../parts/address-form';
import { Answered } from '../parts/answered';
import { EntityLink } from '../parts/entity-link';
import { eventWord } from '../parts/event-word';
import { More } from '../parts/more';
import { count } from '../parts/number';
import { Page } from '../parts/page';
import { Table } from '../parts/table';
import { Time } from '../parts/time';
import { ChainCheck } from './chain-check';
import type { LedgerQuery } from './ledger.document';
import { type LedgerSearch, ledgerQuestion, readLedgerSearch } from './ledger-search';

const route = getRouteApi('/ledger');

/** Who did what, and whether the history is what was written. */
export function LedgerPage() {
  const search = route.useSearch();
  const asked = ledgerQuestion(search);
  const query = useQuestion(asked);
  return (
    <Page title="Ledger" asked={asked}>
      <Choice search={search} />
      <Answered query={query}>{(data) => <Ledger data={data} search={search} />}</Answered>
    </Page>
  );
}

function Ledger({ data, search }: { readonly data: LedgerQuery; readonly search: LedgerSearch }) {
  const { ledger, ledgerCheckpoint } = data;
  return (
    <>
      <section className="card">
        <h2>Is it what was written?</h2>
        <p>
          {count(ledgerCheckpoint.size)} events in {ledgerCheckpoint.heads.length} ledgers, all in one hash:{' '}
          <code>{ledgerCheckpoint.rootHash}</code>. Stored elsewhere, it shows later whether the history was written
          anew.
        </p>
        <ChainCheck />
      </section>
      <section className="card flush">
        <h2 aria-live="polite">{count(ledger.totalCount)} events</h2>
        <Table head={['When', 'What', 'Of', 'By', '#Place', 'Content']}>
          {ledger.nodes.map((entry) => (
            <tr key={entry.id}>
              <td>
                <Time at={entry.createdAt} />
              </td>
              <th scope="row">{eventWord(entry.typeName)}</th>
              <td>
                <EntityLink entity={entry.entity} subject={entry.subject} />
              </td>
              <td>{entry.actor}</td>
              <td className="number">
                {entry.subgraph} {count(entry.position)}
              </td>
              <td>
                <Content entry={entry} />
              </td>
            </tr>
          ))}
        </Table>
        <More page={ledger.pageInfo} after={search.after} />
      </section>
    </>
  );
}

function Content({ entry }: { readonly entry: LedgerQuery['ledger']['nodes'][number] }) {
  if (entry.redacted) return <span className="muted">withheld from you</span>;
  return (
    <details>
      <summary>
        <code>{entry.hash.slice(7, 19)}</code>
      </summary>
      <pre>{JSON.stringify(entry.payload, null, 2)}</pre>
      <code>{entry.hash}</code>
    </details>
  );
}

function Choice({ search }: { readonly search: LedgerSearch }) {
  const navigate = useNavigate({ from: '/ledger' });
  const show = (form: FormData) => void navigate({ search: readLedgerSearch(Object.fromEntries(form)) });
  return (
    <AddressForm onShow={show} key={JSON.stringify(search)}>
      <input name="subject" aria-label="Of" placeholder="fraud/detector@1.4.0" defaultValue={search.subject} />
      <input name="type" aria-label="What" placeholder="AliasSet" defaultValue={search.type} />
    </AddressForm>
  );
}
