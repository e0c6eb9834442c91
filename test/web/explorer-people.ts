import type { Locator, Page } from 'playwright-core';
import { type ExplorerWorld, openPage, type WatchedPage } from './explorer-world.js';

/** Who shows a token: ann is ADMIN of everything, vera reads what is below `demo`. */
const TOKENS = { ann: 'the-token-of-ann-an-admin', vera: 'the-token-of-vera-who-reads' } as const;

/** The store of a world, for people who show tokens, and what they do there. */
export interface People {
  /** Opens the pages in somebody's name. */
  openAs(name: keyof typeof TOKENS, options?: Parameters<typeof openPage>[2]): Promise<WatchedPage>;
  /** Sends a mutation by the API. */
  write<Payload>(field: string, input: object, selection?: string): Promise<Payload>;
  /** Registers versions of a model, and gives their refs. */
  registered(model: string, many: number): Promise<string[]>;
}

/** Serves the store of a world once more, for people with tokens. */
export async function openPeople({ browser, graph }: ExplorerWorld): Promise<People> {
  const guarded = await graph.serveBeside({
    PEDIGRAPH_TOKENS: `ann=${TOKENS.ann},vera:VIEWER@demo=${TOKENS.vera}`,
  });
  const { origin } = new URL(guarded.url);
  const write: People['write'] = async <Payload>(field: string, input: object, selection = '__typename') => {
    const type = `${field[0]!.toUpperCase()}${field.slice(1)}Input`;
    const { data, errors } = await graph.ask<Record<string, Payload>>(
      `mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} } }`,
      { input },
    );
    if (errors !== undefined) throw new Error(errors.map(({ message }) => message).join('\n'));
    return data[field]!;
  };
  return {
    write,
    async openAs(name, options) {
      const shown = await openPage(browser, origin, options);
      await shown.page.context().addInitScript(`sessionStorage.setItem('pedigraph.token', '${TOKENS[name]}')`);
      return shown;
    },
    async registered(model, many) {
      const refs: string[] = [];
      for (let config = 1; config <= many; config++) {
        const input = { model, config: { config } };
        const made = await write<{ modelVersion: { ref: string } }>(
          'registerModelVersion',
          input,
          'modelVersion { ref }',
        );
        refs.push(made.modelVersion.ref);
      }
      return refs;
    },
  };
}

/** The number of a version, of its ref. */
export function versionIn(ref: string): string {
  return ref.split('@')[1]!;
}

/** The dialog that is open on a page. */
export function dialogOf(page: Page): Locator {
  return page.getByRole('dialog');
}

/** Presses a button by its whole name. */
export async function press(within: Page | Locator, name: string): Promise<void> {
  await within.getByRole('button', { name, exact: true }).click();
}
