import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { Browser, BrowserContextOptions, Page, chromium } from 'playwright-core';
import { demoPage } from './maps';

/** The origin of the page, which only the test serves. */
const ADDRESS = 'http://ports.test/ports.html';
const SCREENSHOTS = join(__dirname, '..', 'screenshots');
/** A container has neither the namespaces nor the shared memory that a sandboxed browser needs. */
const ARGUMENTS = ['--no-sandbox', '--disable-dev-shm-usage'];
/** Long enough for a busy machine: the limit is only for what never happens. */
const MAX_WAIT_MS = 180_000;

/** How a page is opened. */
export interface Opening extends BrowserContextOptions {
  /** The part of the address after `#`. */
  readonly fragment?: string;
  /** The headers that the server sends with the page. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A page, and what went wrong in it. */
export interface Opened {
  readonly page: Page;
  /** Every line in the console of the browser. */
  readonly complaints: string[];
  /** Every request of the page, besides the page itself. */
  readonly requests: string[];
}

/** A phone. */
export const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };

/** A browser for the tests of one file. */
export class TestBrowser {
  /** Starts it before the first test and stops it after the last. */
  public static forThisFile(): TestBrowser {
    const browser = new TestBrowser();
    before(async () => browser.start());
    after(async () => browser.browser.close());
    return browser;
  }

  private browser!: Browser;
  private demo = '';

  /** Opens the page of the made-up cluster that the documentation shows. */
  public async openDemo(opening: Opening = {}): Promise<Page> {
    return (await this.open(this.demo, opening)).page;
  }

  /** The text of that page. */
  public get demoText(): string {
    return this.demo;
  }

  /** Opens a page as a server would send it. */
  public async open(body: string, opening: Opening = {}): Promise<Opened> {
    const { fragment = '', headers = {}, ...options } = opening;
    const context = await this.browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(MAX_WAIT_MS);
    const opened: Opened = { page, complaints: [], requests: [] };
    listen(opened);
    const answer = { body, headers: { 'content-type': 'text/html; charset=utf-8', ...headers } };
    await page.route(`${ADDRESS}**`, (route) => route.fulfill(answer));
    await page.goto(`${ADDRESS}#${fragment}`);
    return opened;
  }

  /** Opens a page from a file. */
  public async openFile(url: string): Promise<Opened> {
    const opened: Opened = { page: await this.browser.newPage(), complaints: [], requests: [] };
    opened.page.setDefaultTimeout(MAX_WAIT_MS);
    listen(opened);
    await opened.page.goto(url);
    return opened;
  }

  private async start(): Promise<void> {
    mkdirSync(SCREENSHOTS, { recursive: true });
    this.demo = await demoPage();
    const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
    this.browser = await chromium.launch({ executablePath, args: ARGUMENTS, timeout: MAX_WAIT_MS });
  }
}

function listen({ page, complaints, requests }: Opened): void {
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('request', (request) => {
    const isPage = request.isNavigationRequest() && request.frame() === page.mainFrame();
    if (!isPage) requests.push(request.url());
  });
}

/** Saves a screenshot of a page for people to look at. */
export async function picture(page: Page, name: string, options: { readonly fullPage?: boolean } = {}): Promise<void> {
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), animations: 'disabled', ...options });
}

/** The address as the page has it: the browser reports a change of it later. */
export async function addressOf(page: Page): Promise<string> {
  return page.evaluate(() => location.href);
}

/** The text of the first element that matches, in one line. */
export async function textOf(page: Page, selector: string): Promise<string> {
  return (await page.locator(selector).first().innerText()).trim().replace(/\s*\n\s*/g, ' ');
}
