import { afterAll, beforeAll, expect, test } from 'vitest';
import { dialogOf, openPeople, type People, press, versionIn } from './explorer-people.js';
import { CAN_BROWSE, type ExplorerWorld, HOSTILE, openExplorerWorld, settled, violationsOn } from './explorer-world.js';
import { hold } from './intercept.js';

let world: ExplorerWorld;
let people: People;
beforeAll(async () => {
  if (!CAN_BROWSE) return;
  world = await openExplorerWorld();
  people = await openPeople(world);
});
afterAll(() => world?.[Symbol.asyncDispose]());

test.skipIf(!CAN_BROWSE)(
  'a promotion tells what moves and each rule of the policy; what is waived and approved goes out, and is read at once',
  async () => {
    const [ref = ''] = await people.registered('writes/guarded', 1);
    const guard = (approvals: number) =>
      people.write('setPolicy', {
        scope: 'writes/guarded',
        alias: 'production',
        rules: { approvals, requiredTags: ['card'] },
      });
    await guard(1);
    await using shown = await people.openAs('ann');
    const { page, show } = shown;
    const dialog = dialogOf(page);
    const promote = dialog.getByRole('button', { name: 'Promote to production' });
    await show(`/models/${ref}`);
    await press(page, 'Promote …');
    await dialog.getByText('The policy refuses it as things stand.').waitFor();
    await expect.poll(() => dialog.locator('.move').innerText()).toBe(`production: nowhere →\nto\n ${versionIn(ref)}`);
    await expect
      .poll(() => dialog.getByRole('listitem').allInnerTexts())
      .toEqual([expect.stringMatching(/unmet\s+approvals/), expect.stringMatching(/unmet\s+tag card/)]);
    await expect.poll(() => promote.isDisabled()).toBe(true);

    await dialog.getByRole('listitem').filter({ hasText: 'tag card' }).getByRole('button', { name: 'Waive …' }).click();
    await dialog.getByLabel('Reason').fill('the card is written next week');
    await press(dialog, 'Waive it');
    await dialog.getByText('is waived until').waitFor();
    await press(dialog, 'Close');
    await page.getByText('Change ▾').click();
    await press(page, 'Approve …');
    await press(dialog, 'Approve');
    await dialog.getByText('Approved; it has one approval.').waitFor();
    await press(dialog, 'Close');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('SUMMARY');

    await press(page, 'Promote …');
    await expect.poll(() => promote.isEnabled()).toBe(true);
    // The policy is another one since somebody looked.
    await guard(2);
    await promote.click();
    const alert = dialog.getByRole('alert');
    await alert.getByText('The policy refuses it.').waitFor();
    await expect
      .poll(() => alert.getByRole('listitem').allInnerTexts())
      .toEqual([expect.stringContaining('approvals')]);
    await guard(1);
    const letGo = await hold(page, 'PromoteLook');
    await press(alert, 'Look again');
    // What is read again is waited for: a press before that would be forgotten with the refusal.
    await expect.poll(() => promote.isDisabled()).toBe(true);
    letGo();
    await alert.waitFor({ state: 'detached' });
    await expect.poll(() => promote.isEnabled()).toBe(true);
    await dialog.getByLabel('Reason').fill('it is better');
    await promote.click();
    await dialog.getByText(`production is at ${ref} now.`).waitFor();
    await expect.poll(() => page.locator('h1').innerText()).toContain('@production');
  },
);

test.skipIf(!CAN_BROWSE)(
  'of two tabs that promote at once one is told what the other did, and looks again',
  async () => {
    const refs = await people.registered('writes/raced', 2);
    await using shown = await people.openAs('ann');
    const tabs = [shown.page, await shown.page.context().newPage()];
    const buttons = await Promise.all(
      tabs.map(async (tab, at) => {
        await tab.goto(`/models/${refs[at]}`);
        await press(tab, 'Promote …');
        return dialogOf(tab).getByRole('button', { name: 'Promote to production' });
      }),
    );
    for (const button of buttons) await expect.poll(() => button.isEnabled()).toBe(true);
    await Promise.all(buttons.map((button) => button.click()));
    const ends = await Promise.all(
      tabs.map((tab) => dialogOf(tab).locator('[role=status], [role=alert]').first().innerText()),
    );
    const winner = ends.findIndex((words) => words.includes('production is at'));
    const loser = 1 - winner;
    expect(ends[winner]).toBe(`production is at ${refs[winner]} now.`);
    expect(ends[loser]).toContain(`Somebody moved it to ${versionIn(refs[winner]!)} meanwhile. Nothing was written.`);
    await expect.poll(() => buttons[loser]!.isDisabled()).toBe(true);
    await press(dialogOf(tabs[loser]!), 'Look again');
    const move = dialogOf(tabs[loser]!).locator('.move');
    await expect.poll(() => move.innerText()).toContain(`production: ${versionIn(refs[winner]!)}`);
    await expect.poll(() => buttons[loser]!.isEnabled()).toBe(true);
  },
);

test.skipIf(!CAN_BROWSE)('a rollback whose answer is lost is done once, however often it is pressed', async () => {
  const [first = '', second = ''] = await people.registered('writes/lost', 2);
  for (const ref of [first, second])
    await people.write('setAlias', { model: 'writes/lost', alias: 'production', version: versionIn(ref) });
  await using shown = await people.openAs('ann');
  const { page, show } = shown;
  const dialog = dialogOf(page);
  await show('/models/writes/lost');
  await press(page, 'Roll production back …');
  await dialog.locator('.move').waitFor();
  const keys: (string | undefined)[] = [];
  await page.route('**/graphql', async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    if (keys.length > 1) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await dialog.getByLabel('Reason').fill('it errs');
  await press(dialog, 'Roll back');
  await dialog.getByText('Pressed again, it is done once.').waitFor();
  await press(dialog, 'Roll back');
  await dialog.getByText(`production went back from ${second} to ${first}.`).waitFor();
  expect(keys).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), keys[0]]);
  const { data } = await world.graph.ask<{ model: { rollbacks: { totalCount: number } } }>(
    '{ model(name: "writes/lost") { rollbacks { totalCount } } }',
  );
  expect(data.model.rollbacks.totalCount).toBe(1);
});

test.skipIf(!CAN_BROWSE)('who may only read is offered nothing that writes', async () => {
  await people.registered('demo/reviewed', 1);
  await using shown = await people.openAs('vera');
  const { page, faults, show } = shown;
  const offers = page.locator('main [aria-haspopup=dialog]');
  for (const path of [
    '/models/demo/churn@1.1.0',
    '/models/demo/churn',
    '/impact?of=demo/customers-raw@1.1.0',
    '/review',
  ]) {
    await show(path);
    expect([path, await offers.allInnerTexts(), faults]).toEqual([path, [], []]);
  }
  await show('/access');
  expect(await offers.allInnerTexts()).toEqual(['Make a key …']);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('vera');
  expect(await page.getByRole('option').allInnerTexts()).toEqual(['Search for vera search']);
  await using other = await people.openAs('ann');
  await other.show('/impact?of=demo/customers-raw@1.1.0');
  await press(other.page, 'Quarantine what rests on it …');
  const { data } = await world.graph.ask<{ impact: { modelVersions: { ref: string }[] } }>(
    '{ impact(of: "demo/customers-raw@1.1.0") { modelVersions { ref } } }',
  );
  await expect
    .poll(async () => (await dialogOf(other.page).getByRole('listitem').allInnerTexts()).toSorted())
    .toEqual(data.impact.modelVersions.map(({ ref }) => ref).sort());
  await other.page.keyboard.press('Escape');
  await other.show('/models/demo/churn@1.1.0');
  await expect.poll(() => other.page.locator('main [aria-haspopup=dialog]').count()).toBeGreaterThan(5);
});

test.skipIf(!CAN_BROWSE).each(['light', 'dark'] as const)(
  'with keys alone somebody finds a version, approves it, and is back where they were; dialogs are fit for everybody: %s',
  async (colorScheme) => {
    const model = `writes/keys-${colorScheme}`;
    const [ref = ''] = await people.registered(model, 1);
    await people.write('setPolicy', { scope: model, alias: 'production', rules: { approvals: 1 } });
    await using shown = await people.openAs('ann', { colorScheme });
    const { page, faults, show } = shown;
    const dialog = dialogOf(page);
    await show('/');
    await page.keyboard.press('?');
    await dialog.getByRole('heading', { name: 'Keys' }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.keyboard.type(ref);
    expect(await violationsOn(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/models/${ref}`);
    await settled(page);
    await page.getByText('Change ▾').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await dialog.getByLabel('Comment').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await dialog.getByLabel('Comment').focus();
    await page.keyboard.type('by hand');
    await page.keyboard.press('Enter');
    await dialog.getByText('Approved; it has one approval.').waitFor();
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.tagName')).toBe('SUMMARY');
    await page.getByRole('button', { name: 'Promote …' }).focus();
    await page.keyboard.press('Enter');
    await dialog.locator('.move').waitFor();
    expect([await violationsOn(page), faults]).toEqual([[], []]);
    await page.keyboard.press('Escape');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Promote …');
    await show('/review');
    await page.getByText('may go out').first().waitFor();
    expect([await violationsOn(page), faults]).toEqual([[], []]);
  },
);

test.skipIf(!CAN_BROWSE)(
  'what people wrote stays text in dialogs, and the review shows each rule of what waits',
  async () => {
    await using shown = await people.openAs('ann');
    const { page, faults, show } = shown;
    await show('/models/hostile/model@latest');
    await page.getByText('Change ▾').click();
    await press(page, 'Approve …');
    const dialog = dialogOf(page);
    await dialog.getByLabel('Comment').fill(HOSTILE);
    await press(dialog, 'Approve');
    await dialog.getByText('Approved').waitFor();
    await press(dialog, 'Close');
    await people.write('setPolicy', {
      scope: 'hostile/model',
      alias: 'production',
      rules: { approvals: 2, requiredTags: ['<b>card</b>'] },
    });
    await show('/review?namespace=hostile');
    const candidate = page.getByRole('region', { name: 'hostile/model@' });
    await candidate.getByText('not yet').waitFor();
    await expect
      .poll(() => candidate.locator('.rules li').allInnerTexts())
      .toEqual([expect.stringMatching(/unmet\s+approvals/), expect.stringContaining('tag <b>card</b>')]);
    await show('/models/hostile/model@latest');
    await expect.poll(() => page.locator('main').textContent()).toContain(HOSTILE);
    expect([await page.evaluate('window.hit'), faults]).toEqual([undefined, []]);
  },
);

test.skipIf(!CAN_BROWSE)(
  'a pinned address names the version and the moment, and an alias that moves does not change it',
  async () => {
    const [first = '', second = ''] = await people.registered('writes/pinned', 2);
    await people.write('setAlias', { model: 'writes/pinned', alias: 'champion', version: versionIn(first) });
    await using shown = await people.openAs('ann');
    const { page, show } = shown;
    await show('/models/writes/pinned@champion');
    await page.getByText('as of').click();
    await press(page, 'Pin what is shown');
    await page.waitForURL(`**/models/${first}?asOf=*`);
    await settled(page);
    await people.write('setAlias', { model: 'writes/pinned', alias: 'champion', version: versionIn(second) });
    await page.reload();
    await settled(page);
    await expect.poll(() => page.locator('h1').innerText()).toContain('@champion');
  },
);
