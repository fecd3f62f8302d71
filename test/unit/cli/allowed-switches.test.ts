/** The switches and variables of the runtime with which the installed app refuses to start. */
import { describe, expect, it } from 'vitest';
import { switchesRefusedAtStart } from '../../../main/cli/allowed-switches.ts';
import { isProblem, readFlags } from '../../../main/cli/flags.ts';

function refused(args: readonly string[], environment = {}, platform: NodeJS.Platform = 'linux', isAppImage = false) {
  const flags = readFlags(args, platform);
  if (isProblem(flags)) throw new Error(`${flags.setting} must ${flags.must}`);
  return switchesRefusedAtStart(flags.foreign, environment, isAppImage);
}

describe('the installed program does not start with', () => {
  it.each([
    // These would let another program control the app.
    '--inspect',
    '--inspect=0',
    '--inspect-brk=127.0.0.1:9229',
    '--inspect_brk',
    '--remote-debugging-port=0',
    '--remote-debugging-pipe',
    '-remote-debugging-port=9222',
    ' --remote-debugging-port=9222',
    ' --disable-web-security\t',
    '\t--no-sandbox',
    '--load-extension=/tmp/x',
    '--js-flags=--expose-gc',
    '--require',
    '-r',
    // These would expose or redirect its network traffic.
    '--log-net-log=/tmp/net.json',
    '--net-log-capture-mode=Everything',
    '--ssl-key-log-file=/tmp/keys',
    '--ignore-certificate-errors',
    '--ignore-certificate-errors-spki-list=x',
    '--allow-insecure-localhost',
    '--host-resolver-rules=MAP * 127.0.0.1',
    '--host-rules=MAP * 127.0.0.1',
    '--proxy-server=127.0.0.1:3128',
    '--proxy-pac-url=https://evil.example/proxy.pac',
    '--no-proxy-server',
    '--auth-server-whitelist=*',
    // These would remove the restrictions of its pages.
    '--no-sandbox',
    '--disable-web-security',
    '--disable-site-isolation-trials',
    '--disable-features=NetworkServiceSandbox',
    '--enable-features=UseOzonePlatform,SomethingElse',
    '--enable-blink-features=X',
    '--unsafely-treat-insecure-origin-as-secure=http://evil.example',
    // These would write its data to files.
    '--enable-logging',
    '--vmodule=*=9',
    '--v=1',
    '--log-file=/tmp/x',
    '--trace-startup',
    '--crash-dumps-dir=/tmp',
    // These would replace the keyring by a fixed key.
    '--use-mock-keychain',
    '--password-store=nothing',
    // These are unknown.
    '--what-is-new-in-chromium',
    '--INSPECT',
  ])('%s', (arg) => {
    const [name] = arg.split('=');
    expect(refused(['--hidden', arg])).toEqual([name?.trim()]);
  });

  it('anything that Windows treats as a switch', () => {
    expect(refused(['/remote-debugging-port=0', '--terminal'], {}, 'win32')).toEqual(['/remote-debugging-port']);
    expect(refused(['/home/ada/file'])).toEqual([]);
  });

  // These are all characters that Chromium treats as blanks, each before a switch and before an argument that only Windows
  // treats as one.
  it.each(
    [
      0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20, 0x85, 0xa0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006,
      0x2007, 0x2008, 0x2009, 0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000,
    ].map((code) => [code.toString(16), String.fromCharCode(code)] as const),
  )('a switch behind a blank: U+%s', (_, blank) => {
    for (const platform of ['linux', 'darwin', 'win32'] as const)
      expect(refused([`${blank}${blank}--remote-debugging-port=0`], {}, platform)).toEqual(['--remote-debugging-port']);
    expect(refused([`${blank}/remote-debugging-port=0`], {}, 'win32')).toEqual(['/remote-debugging-port']);
  });

  it('a variable by which Chromium writes the keys of its connections', () => {
    expect(refused([], { SSLKEYLOGFILE: '/tmp/keys' })).toEqual(['SSLKEYLOGFILE']);
    expect(refused([], { SSLKEYLOGFILE: '' })).toEqual([]);
  });

  it('a variable for which Electron adds --no-sandbox, whatever it holds', () => {
    expect(refused([], { ELECTRON_DISABLE_SANDBOX: '1' })).toEqual(['ELECTRON_DISABLE_SANDBOX']);
    expect(refused([], { ELECTRON_DISABLE_SANDBOX: '' })).toEqual(['ELECTRON_DISABLE_SANDBOX']);
  });

  it('several of them, each by its name alone', () => {
    expect(refused(['--proxy-server=ada:hunter2@a.example', '--v=1'])).toEqual(['--proxy-server', '--v']);
  });
});

describe('the installed program starts with', () => {
  it.each([
    [['--terminal', '--ozone-platform=headless', '--disable-gpu']],
    [['--ozone-platform-hint=auto', '--enable-features=UseOzonePlatform,WaylandWindowDecorations']],
    [['--force-device-scale-factor=1.5', '--gtk-version=4', '--lang=pt-BR', '--class=companion']],
    [['--password-store=gnome-libsecret', '--user-data-dir=/tmp/x']],
    [['-psn_0_12345', '-AppleLanguages', '(de)']],
    [['--updated']],
    [['-ToastActivated', '-Embedding']],
    [['--force-renderer-accessibility=complete']],
    [
      [
        '--server-url=https://a.example',
        '--client-id=a',
        '--scope=b',
        '--sign-in',
        '--hidden',
        '--keep-without-keyring',
      ],
    ],
  ])('%j', (args) => {
    expect(refused(args)).toEqual([]);
  });
});

describe('a switch that is harmless', () => {
  const HARMLESS = [
    '--ozone-platform=headless',
    '--ozone-platform-hint=auto',
    '--disable-gpu',
    '--disable-smooth-scrolling',
    '--use-gl=egl',
    '--use-angle=swiftshader',
    '--force-device-scale-factor=1.5',
    '--enable-features=UseOzonePlatform,WaylandWindowDecorations',
    '--enable-wayland-ime',
    '--wayland-text-input-version=3',
    '--class=companion',
    '--force-dark-mode',
    '--force-renderer-accessibility=complete',
    '--force-renderer-accessibility',
    '--lang=pt-BR',
    '--password-store=kwallet6',
    '--password-store=kwallet',
    '--password-store=basic',
    '--updated',
    '-psn_0_12345',
    '-psn_10_1',
    '-AppleLocale',
  ];

  it.each(HARMLESS)('is accepted: %s', (arg) => expect(refused([arg])).toEqual([]));

  it.each(HARMLESS)('is refused if anything is added to it: %s', (arg) => {
    for (const more of [`${arg}~`, `${arg}\n`, `${arg} --no-sandbox`, `${arg},--inspect`, `-${arg}`, `--x${arg}`])
      expect(refused([more]), more).toHaveLength(1);
  });

  it.each([
    '--password-store=kwallet7',
    '--wayland-text-input-version=12',
    '--disable-gpu-sandbox',
    '-psn_x_y',
    '--use-gl=',
  ])('does not include a similar one: %s', (arg) => expect(refused([arg])).toHaveLength(1));
});

describe('without a sandbox', () => {
  it('only an AppImage starts, which a system may allow none', () => {
    expect(refused(['--no-sandbox'], {}, 'linux', true)).toEqual([]);
    expect(refused(['--no-sandbox', '--inspect'], {}, 'linux', true)).toEqual(['--inspect']);
    expect(refused(['--no-sandbox'])).toEqual(['--no-sandbox']);
  });
});
