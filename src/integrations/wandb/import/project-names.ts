import { nameBelow } from '#integrations/importing/name-below.js';
import type { RunProject } from '../source/wandb-run.js';

/** The name here of a project, and of what is in it. */
export function nameIn({ entity, project }: RunProject, namespace: string, name?: string): string {
  const path = [entity, project, name].filter((segment) => segment !== null && segment !== undefined);
  return nameBelow(namespace, path.map((segment) => segment.replaceAll('/', '-')).join('/'));
}

/** Where something of a project lies with W&B, as its own references have it. */
export function uriIn({ entity, project }: RunProject, ...path: readonly string[]): string {
  const segments = [entity ?? '-', project, ...path.flatMap((part) => part.split('/'))];
  return `wandb-artifact://${segments.map(encodeURIComponent).join('/')}`;
}
