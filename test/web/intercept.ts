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
