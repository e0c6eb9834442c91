import { lazy, Suspense, useSyncExternalStore } from 'react';
import { onOpenedWrite, openedWrite } from './write-request';

const WriteDialogs = lazy(async () => ({ default: (await import('./write-dialogs')).WriteDialogs }));

/** Where the dialog of a write stands: once, so that it stays while the page behind it is read anew. */
export function WriteHost() {
  const request = useSyncExternalStore(onOpenedWrite, openedWrite);
  if (request === undefined) return null;
  return (
    <Suspense fallback={null}>
      <WriteDialogs request={request} />
    </Suspense>
  );
}
