// A server that has taken in generated traffic with places, and a browser that looks at it.

import { type OpenedPage, openPage, startBrowser } from './browser.js';
import { ServedPage } from './served-page.js';
import { PLACED } from './traffic.js';

export interface OpenedTraffic extends OpenedPage {
  readonly served: ServedPage;
  readonly close: () => Promise<void>;
}

export async function openTraffic(log: Buffer): Promise<OpenedTraffic> {
  const served = await ServedPage.start({ isOpen: true, log, ...PLACED });
  const browser = await startBrowser();
  const close = async () => {
    await browser.close();
    await served.stop();
  };
  return { ...(await openPage(browser)), served, close };
}
