import { lazy, Suspense } from 'react';
import { titleOfAccess } from '../access/access-request';
import { RemoveAlias } from './alias/remove-alias';
import { SetAlias } from './alias/set-alias';
import { Approve } from './approve/approve';
import { Archive, Restore } from './archive/archive';
import { Deploy } from './deploy/deploy';
import { EndDeployment } from './deploy/end-deployment';
import { Dialog } from './dialog';
import { Promote } from './promote/promote';
import { Quarantine } from './quarantine/quarantine';
import { QuarantineDownstream } from './quarantine/quarantine-downstream';
import { RollBack } from './roll-back/roll-back';
import { SetStatus } from './status/set-status';
import { Waive } from './waive/waive';
import { closeWrite, type WriteRequest } from './write-request';
import './writes.css';

const AccessDialogs = lazy(async () => ({ default: (await import('../access/access-dialogs')).AccessDialogs }));

/** The dialog of a write. */
export function WriteDialogs({ request }: { readonly request: WriteRequest }) {
  return (
    <Dialog title={titleOf(request)} onClose={closeWrite}>
      <Content key={JSON.stringify(request)} request={request} />
    </Dialog>
  );
}

function Content({ request }: { readonly request: WriteRequest }) {
  switch (request.kind) {
    case 'promote':
      return <Promote of={request.ref} {...(request.alias !== undefined && { alias: request.alias })} />;
    case 'approve':
      return <Approve of={request.ref} />;
    case 'withdraw':
      return <Approve of={request.ref} withdraws />;
    case 'status':
      return <SetStatus of={request.ref} />;
    case 'set-alias':
      return <SetAlias of={request.ref} />;
    case 'deploy':
      return <Deploy of={request.ref} />;
    case 'waive':
      return <Waive of={request.ref} alias={request.alias} rule={request.rule} />;
    case 'quarantine':
      return <Quarantine of={request.ref} />;
    case 'quarantine-downstream':
      return <QuarantineDownstream of={request.of} />;
    case 'end-deployment':
      return <EndDeployment deployment={request.deployment} target={request.target} of={request.ref} />;
    case 'roll-back':
      return <RollBack model={request.model} alias={request.alias} />;
    case 'remove-alias':
      return <RemoveAlias model={request.model} alias={request.alias} />;
    case 'archive':
      return <Archive model={request.model} />;
    case 'restore':
      return <Restore model={request.model} />;
    case 'access':
      return (
        <Suspense fallback={null}>
          <AccessDialogs request={request.access} />
        </Suspense>
      );
  }
}

function titleOf(request: WriteRequest): string {
  switch (request.kind) {
    case 'promote':
      return `Promote ${request.ref}`;
    case 'approve':
      return `Approve ${request.ref}`;
    case 'withdraw':
      return `Withdraw the approval of ${request.ref}`;
    case 'status':
      return `Change the status of ${request.ref}`;
    case 'set-alias':
      return `Set an alias to ${request.ref}`;
    case 'deploy':
      return `Record where ${request.ref} runs`;
    case 'waive':
      return `Waive ${request.rule}`;
    case 'quarantine':
      return `Quarantine ${request.ref}`;
    case 'quarantine-downstream':
      return `Quarantine what rests on ${request.of}`;
    case 'end-deployment':
      return `End ${request.ref} on ${request.target}`;
    case 'roll-back':
      return `Roll ${request.alias} of ${request.model} back`;
    case 'remove-alias':
      return `Take ${request.alias} of ${request.model} away`;
    case 'archive':
      return `Archive ${request.model}`;
    case 'restore':
      return `Restore ${request.model}`;
    case 'access':
      return titleOfAccess(request.access);
  }
}
