/** `npm start -- --phone` on a network of two computers: one signs in, and the other is a phone that approves. */
import { type ChildProcess, spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from '@playwright/test';
import { openBrowser } from '../harness/browser.ts';
import { copyCheckout } from '../harness/checkout.ts';
import { displayEnvironment, openDisplay } from '../harness/display.ts';
import { expect, type Home, test } from '../harness/fixtures.ts';
import { openPhone } from '../harness/phone.ts';
import { readQrOnScreen } from '../harness/pixels.ts';
import { whyNotWithOwnNetworks } from '../harness/powers.ts';
import { testWorld } from '../harness/test-world.ts';
import { transcript } from '../harness/transcript.ts';
import { type Computer, OTHER_ADDRESS, openTwoComputers } from '../harness/two-computers.ts';

/** Includes the time to build the app, possibly on a busy computer. */
const START_PATIENCE_MS = 240_000;

test('a phone on the same network scans the code from the screen, is warned once, approves, and reaches nothing else', async ({
  home,
  playwright,
}) => {
  const why = whyNotWithOwnNetworks() ?? (testWorld().display.kind === 'xvfb' ? null : 'no Xvfb is installed');
  test.skip(why !== null, why ?? '');
  test.setTimeout(4 * START_PATIENCE_MS);
  const checkout = join(home.folder, 'checkout');
  copyCheckout(checkout);
  const pixelsIn = join(home.folder, 'screen');
  mkdirSync(pixelsIn);
  const { display, close: closeDisplay } = await openDisplay({ pixelsIn });
  const { computer, phone: phoneComputer, close: closeNetwork } = openTwoComputers(basename(home.folder).slice(-6));
  const chromium = testWorld().phone ?? playwright.chromium.executablePath();
  const browser = await openBrowser(
    playwright.chromium,
    script(join(home.folder, 'chromium'), [...phoneComputer.through, chromium]),
  );
  const starts: Start[] = [];
  const npmStart = (...flags: readonly string[]) => {
    const start = startNpm(flags, { computer, home, checkout, environment: { ...displayEnvironment(display) } });
    starts.push(start);
    return start;
  };
  try {
    const started = npmStart('--phone', '--sign-in');
    const phone = await openPhone(browser);
    const fingerprints = await watchFingerprints(phone.page);
    const pageUrl = await test.step('the terminal names the page, its fingerprint, and who can use it', async () => {
      const [, url = ''] = await started.stderr.waitFor(/^For phones +(\S+)$/m, START_PATIENCE_MS);
      expect(url).toMatch(new RegExp(`^https://${computer.address}:\\d+/device$`));
      await started.stderr.waitFor(new RegExp(`--phone=${OTHER_ADDRESS}`));
      await started.stderr.waitFor(/Anyone on this network can sign in to this test server/);
      return url;
    });
    await test.step('the QR code on the screen leads there', async () => {
      await expect.poll(() => readQrOnScreen(pixelsIn), { timeout: START_PATIENCE_MS }).toBe(pageUrl);
    });
    await test.step('the phone warns, and the certificate is the one in the terminal', async () => {
      await expect(phone.page.goto(pageUrl)).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID');
      const [, printed = ''] = await started.stderr.waitFor(/^ +((?:[0-9A-F]{2}:){31}[0-9A-F]{2})$/m);
      await expect.poll(() => fingerprints.at(-1)).toBe(printed);
      await phone.page.locator('#details-button').click();
      await phone.page.locator('#proceed-link').click();
      await phone.page.locator('body[data-page="code"]').waitFor();
    });
    await test.step('the person enters the code and approves, without a further warning', async () => {
      const userCode = userCodeIn(checkout);
      const asked = await phone.visit({ url: pageUrl, userCode, name: 'ada' });
      expect(asked.device).toMatch(/^Desktop computer · \S/);
      expect(asked.userCode.replace('-', '')).toBe(userCode);
      await phone.approve();
      await expect.poll(() => readQrOnScreen(pixelsIn)).toBeNull();
    });
    await test.step('nothing else of the server can be reached', async () => {
      const { origin } = new URL(pageUrl);
      for (const path of ['/api/v1/oauth/token', '/.well-known/openid-configuration', '/jwks', '/'])
        await expect(phone.page.goto(origin + path)).rejects.toThrow('ERR_HTTP_RESPONSE_CODE_FAILURE');
    });
    await test.step('the next start is signed in, and without --phone no phone reaches it', async () => {
      started.interrupt();
      await started.ended;
      await expect(phone.page.goto(pageUrl)).rejects.toThrow('ERR_CONNECTION_REFUSED');
      const next = npmStart('--terminal');
      await next.stdout.waitFor(/ada/, START_PATIENCE_MS);
      expect(await next.ended).toBe(0);
      expect(next.stderr.text()).not.toContain('For phones');
    });
  } finally {
    for (const start of starts) start.interrupt();
    await Promise.all(starts.map(({ ended }) => ended));
    await browser.close();
    closeNetwork();
    await closeDisplay();
  }
});

interface Place {
  readonly computer: Computer;
  readonly home: Home;
  readonly checkout: string;
  readonly environment: NodeJS.ProcessEnv;
}

type Start = ReturnType<typeof startNpm>;

/** Types `npm start` on that computer. */
function startNpm(flags: readonly string[], { computer, home, checkout, environment }: Place) {
  const runtime = testWorld().runtime.kind === 'stand-in' ? '--stand-in' : '--real-electron';
  const [program = '', ...args] = [...computer.through, 'npm', 'start', '--', runtime, ...flags];
  const child = spawn(program, args, {
    cwd: checkout,
    env: { ...process.env, ...home.environment, ...environment, npm_config_update_notifier: 'false' },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C reaches every process of the terminal, which is this group.
    detached: true,
  });
  return {
    stdout: transcript(child.stdout),
    stderr: transcript(child.stderr),
    ended: new Promise<number | null>((resolve) => child.once('close', resolve)),
    interrupt: () => interrupt(child),
  };
}

function interrupt({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, 'SIGINT');
}

/** Writes an executable that runs a command with the arguments it receives. */
function script(file: string, command: readonly string[]): string {
  writeFileSync(file, `#!/bin/sh\nexec ${command.map((word) => `'${word}'`).join(' ')} "$@"\n`, { mode: 0o755 });
  return file;
}

/** SHA-256 of the certificate behind each page that the phone opens from now on, warnings included, as browsers show it. */
async function watchFingerprints(page: Page): Promise<readonly string[]> {
  const fingerprints: string[] = [];
  const devTools = await page.context().newCDPSession(page);
  devTools.on('Security.visibleSecurityStateChanged', ({ visibleSecurityState }) => {
    const [certificate] = visibleSecurityState.certificateSecurityState?.certificate ?? [];
    if (certificate) fingerprints.push(new X509Certificate(Buffer.from(certificate, 'base64')).fingerprint256);
  });
  await devTools.send('Security.enable');
  return fingerprints;
}

/** The code from the server's records, because letters are hard to read from the window's pixels. */
function userCodeIn(checkout: string): string {
  const records: [string, { readonly userCode?: string }][] = JSON.parse(
    readFileSync(join(checkout, '.data/server/grants.json'), 'utf8'),
  );
  return records.findLast(([key]) => key.startsWith('DeviceCode:'))?.[1].userCode ?? '';
}
