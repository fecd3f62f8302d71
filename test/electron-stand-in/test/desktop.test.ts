import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openInBrowser } from '../src/desktop/browser.ts';
import { readText, writeText } from '../src/desktop/clipboard.ts';

const PAGE = 'https://login.example/device?user_code=WDJB-MJHT';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stand-in-desktop-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Creates a program that records its arguments and then runs `script`. */
function program(name: string, script = ''): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\necho "${name} $*" >> ${join(folder, 'log')}\n${script}\n`, { mode: 0o755 });
  return path;
}

const ran = (): readonly string[] => {
  const log = join(folder, 'log');
  return existsSync(log) ? readFileSync(log, 'utf8').split('\n').slice(0, -1) : [];
};

const environment = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  PATH: folder,
  DISPLAY: ':1',
  CHROMIUM: '/nowhere',
  XDG_CACHE_HOME: folder,
  ...more,
});

describe('shell.openExternal', () => {
  it('opens the page with xdg-open, as Electron does', async () => {
    program('xdg-open');
    program('chromium');
    await openInBrowser(PAGE, { environment: environment({ CHROMIUM: join(folder, 'chromium') }), isRoot: false });
    await expect.poll(ran).toEqual([`xdg-open ${PAGE}`]);
  });

  it('opens it with Chromium, in a separate profile, if xdg-open finds no browser', async () => {
    program('xdg-open', 'exit 3');
    const chromium = program('chromium');
    await openInBrowser(PAGE, { environment: environment({ CHROMIUM: chromium }), isRoot: false });
    await expect.poll(ran).toHaveLength(2);
    expect(ran()[1]).toMatch(
      /^chromium --user-data-dir=\S+\/electron-stand-in\/browser .*device\?user_code=WDJB-MJHT$/,
    );
    expect(ran()[1]).not.toContain('--no-sandbox');
  });

  it('asks Chromium alone as root, whom no browser serves without a switch', async () => {
    program('xdg-open');
    const chromium = program('chromium');
    await openInBrowser(PAGE, { environment: environment({ CHROMIUM: chromium }), isRoot: true });
    await expect.poll(ran).toHaveLength(1);
    expect(ran()[0]).toMatch(/^chromium .*--no-sandbox/);
  });

  it.each([
    ['a mail address', 'mailto:ada@example.org', {}],
    ['a page, without a display', PAGE, { DISPLAY: '' }],
  ])('leaves %s to xdg-open, and rejects as Electron does if that is not there', async (_name, url, more) => {
    const desktop = { environment: environment({ CHROMIUM: program('chromium'), ...more }), isRoot: false };
    await expect(openInBrowser(url, desktop)).rejects.toThrow(new Error('Failed to open path'));
    program('xdg-open');
    await openInBrowser(url, desktop);
    await expect.poll(ran).toEqual([`xdg-open ${url}`]);
  });

  it('rejects anything but a URL', async () => {
    await expect(openInBrowser('not a url', { environment: environment(), isRoot: false })).rejects.toThrow(
      'Invalid URL',
    );
  });
});

describe('clipboard', () => {
  it.each([
    ['wl-copy', { WAYLAND_DISPLAY: 'wayland-0' }, 'wl-copy '],
    ['xclip', {}, 'xclip -selection clipboard -in'],
    ['xsel', {}, 'xsel --clipboard --input'],
  ])('writes with %s', async (name, more, call) => {
    program(name, `/bin/cat > ${join(folder, 'copied')}`);
    await writeText('WDJB-MJHT', environment(more));
    expect(readFileSync(join(folder, 'copied'), 'utf8')).toBe('WDJB-MJHT');
    expect(ran()).toEqual([call]);
  });

  it('reads what another program has copied', async () => {
    program('xclip', 'printf elsewhere');
    expect(await readText(environment())).toBe('elsewhere');
  });

  it('keeps the text for this process if there is no clipboard', async () => {
    program('xclip', 'exit 1');
    for (const more of [{}, { DISPLAY: '' }]) {
      await writeText(`kept ${more.DISPLAY}`, environment(more));
      expect(await readText(environment(more))).toBe(`kept ${more.DISPLAY}`);
    }
  });
});
