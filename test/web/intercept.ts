import type { Page, Route } from 'playwright-core';

/** Stands between a page and the answers to one of its operations, the first question by its hash. */
export async function intercept(
  page: Page,
  operation: string,
  answer: (route: Route, variables: Readonly<Record<string, unknown>>) => Promise<void>,
): Promise<void> {
  await page.route('**/graphql?*', (route) => {
    const { searchParams } = new URL(route.request().url());
    if (searchParams.get('operationName') !== operation) return route.continue();
    return answer(route, JSON.parse(searchParams.get('variables') ?? '{}'));
  });
}

/** Holds the answers to one of a page's operations until it is let go. */
export async function hold(page: Page, operation: string): Promise<() => void> {
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await intercept(page, operation, async (route) => {
    await gate;
    await route.continue();
  });
  return letGo;
}
