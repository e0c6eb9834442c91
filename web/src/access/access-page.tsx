import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useQuestion } from '../api/query';
import { useViewer } from '../frame/viewer';
import { AddressForm } from '../parts/address-form';
import { Answered } from '../parts/answered';
import { Page } from '../parts/page';
import { Waiting } from '../parts/waiting';
import { WriteButton } from '../writes/write-button';
import type { AccessQuery } from './access.document';
import {
  type AccessSearch,
  type Asker,
  accessQuestion,
  administered,
  isAdminOfAll,
  readAccessSearch,
} from './access-search';
import { ClosedNamespaces } from './closed-namespaces';
import { Keys } from './keys';
import { Roles } from './roles';
import { You } from './you';

const route = getRouteApi('/access');

/** Who may do what: roles, keys and closed namespaces, as far as the caller may see and change them. */
export function AccessPage() {
  const { data: viewer } = useViewer();
  if (viewer === undefined)
    return (
      <Page title="Access">
        <Waiting />
      </Page>
    );
  return <AccessOf asker={viewer.data.me} />;
}

function AccessOf({ asker }: { readonly asker: Asker }) {
  const search = route.useSearch();
  const asked = accessQuestion(search, asker);
  const query = useQuestion(asked);
  return (
    <Page title="Access" asked={asked} actions={<AccessOffers asker={asker} />}>
      {administered(asker).length > 0 && <Narrow search={search} />}
      <Answered query={query}>{(data) => <Access data={data} asker={asker} />}</Answered>
    </Page>
  );
}

function Access({ data, asker }: { readonly data: AccessQuery; readonly asker: Asker }) {
  return (
    <>
      <You me={data.me} />
      <Roles grants={data.roleGrants} asker={asker} />
      <Keys keys={data.apiKeys} />
      <ClosedNamespaces closed={data.closedNamespaces} asker={asker} />
    </>
  );
}

/** What the caller may do here; a key of one's own is for everybody. */
function AccessOffers({ asker }: { readonly asker: Asker }) {
  const [namespace] = administered(asker);
  return (
    <>
      <WriteButton
        request={{
          kind: 'access',
          access: { kind: 'create-key', principal: asker.actor, mayForOthers: isAdminOfAll(asker) },
        }}
      >
        Make a key
      </WriteButton>
      {namespace !== undefined && (
        <>
          <WriteButton request={{ kind: 'access', access: { kind: 'grant-role', namespace } }}>
            Grant a role
          </WriteButton>
          <WriteButton request={{ kind: 'access', access: { kind: 'close-namespace', namespace } }}>
            Close a namespace
          </WriteButton>
        </>
      )}
    </>
  );
}

function Narrow({ search }: { readonly search: AccessSearch }) {
  const navigate = useNavigate({ from: '/access' });
  const show = (form: FormData) => void navigate({ search: readAccessSearch(Object.fromEntries(form)) });
  return (
    <AddressForm onShow={show} key={JSON.stringify(search)}>
      <input name="principal" aria-label="Of" placeholder="Of whom" defaultValue={search.principal} />
      <input name="namespace" aria-label="In" placeholder="In which namespace" defaultValue={search.namespace} />
    </AddressForm>
  );
}
