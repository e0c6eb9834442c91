import type { AccessRequest } from './access-request';
import { CreateKey, RevokeKey } from './key-dialogs';
import { GrantRole, RevokeRole, SetNamespaceAccess } from './role-dialogs';

/** What stands in a dialog about who may do what. */
export function AccessDialogs({ request }: { readonly request: AccessRequest }) {
  switch (request.kind) {
    case 'create-key':
      return <CreateKey {...request} />;
    case 'revoke-key':
      return <RevokeKey {...request} />;
    case 'grant-role':
      return <GrantRole {...request} />;
    case 'revoke-role':
      return <RevokeRole {...request} />;
    case 'close-namespace':
      return <SetNamespaceAccess namespace={request.namespace} closed />;
    case 'open-namespace':
      return <SetNamespaceAccess namespace={request.namespace} closed={false} />;
  }
}
