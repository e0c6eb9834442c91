/** The name of a workspace as a segment of a namespace. MLflow's grammar for them is the narrower: `[a-z0-9-]`. */
export function workspaceSegment(workspace: string): string {
  return workspace.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+|-+$/g, '') || 'workspace';
}
