// What a page costs a browser that sees it for the first time, by what the browser itself counts (CDP).

/** Milliseconds for which nothing may have come, until all has. */
const QUIET = 1_500;

/**
 * Opens an address in a context of its own: nothing is cached.
 * @param options.shown a locator of what somebody came for
 * @param options.token one for the session of the tab, where the server wants one
 * @returns the bytes that came (as they were sent, compressed), and the milliseconds of CPU of the main thread until what
 * somebody came for was there
 */
export async function costOfPage(browser, address, { shown, token }) {
  const context = await browser.newContext({ viewport: { width: 1_440, height: 900 } });
  try {
    if (token !== undefined) await context.addInitScript(`sessionStorage.setItem('pedigraph.token', '${token}')`);
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    let [bytes, last] = [0, performance.now()];
    session.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
      last = performance.now();
    });
    await session.send('Network.enable');
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.goto(address, { waitUntil: 'commit' });
    await shown(page).first().waitFor({ timeout: 120_000 });
    const { metrics } = await session.send('Performance.getMetrics');
    while (performance.now() - last < QUIET) await page.waitForTimeout(100);
    return { bytes, cpu: metrics.find(({ name }) => name === 'TaskDuration').value * 1_000 };
  } finally {
    await context.close();
  }
}
