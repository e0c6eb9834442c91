/** A dialog about who may do what, and what it is about. */
export type AccessRequest =
  | { readonly kind: 'create-key'; readonly principal: string; readonly mayForOthers: boolean }
  | { readonly kind: 'revoke-key'; readonly id: string; readonly name: string }
  | { readonly kind: 'grant-role'; readonly namespace: string }
  | { readonly kind: 'revoke-role'; readonly principal: string; readonly namespace: string; readonly role: string }
  | { readonly kind: 'close-namespace'; readonly namespace: string }
  | { readonly kind: 'open-namespace'; readonly namespace: string };

/** The request of the dialogs of one kind. */
export type AccessRequestOf<Kind extends AccessRequest['kind']> = Extract<AccessRequest, { readonly kind: Kind }>;

/** Where a role holds, in words. */
export function placeOf(namespace: string): string {
  return namespace === '' ? 'everything' : namespace;
}

/** What the dialog is called. */
export function titleOfAccess(request: AccessRequest): string {
  switch (request.kind) {
    case 'create-key':
      return 'Make an API key';
    case 'revoke-key':
      return `Revoke the key ${request.name}`;
    case 'grant-role':
      return 'Grant a role';
    case 'revoke-role':
      return `Take ${request.role} from ${request.principal}`;
    case 'close-namespace':
      return 'Close a namespace';
    case 'open-namespace':
      return `Open ${request.namespace}`;
  }
}
