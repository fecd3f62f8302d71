import { existsSync, readFileSync } from 'node:fs';
import { release } from 'node:os';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { deviceOs, linuxName, windowsName } from '../../../main/system/os-name.ts';

afterEach(() => vi.unstubAllGlobals());

describe('the name of a Linux distribution', () => {
  it.each([
    ['NAME="Debian GNU/Linux"\nVERSION_ID="12"\nVERSION="12 (bookworm)"', 'Debian GNU/Linux 12'],
    ["VERSION_ID='40'\nNAME='Fedora Linux'", 'Fedora Linux 40'],
    ['PRETTY_NAME="Arch Linux"\nNAME=Arch', 'Arch'],
    ['', 'Linux'],
    [`NAME="${'L'.repeat(70)}"`, 'L'.repeat(64)],
  ])('in %j is %s', (file, name) => expect(linuxName(file)).toBe(name));
});

describe('the name of this system', () => {
  it.runIf(process.platform === 'linux')('fits the length that a server accepts', async () => {
    const name = await deviceOs();
    expect(name.length).toBeLessThanOrEqual(64);
    expect(name).not.toMatch(/^undefined|["\n]/);
  });

  it('is that of macOS with its version', async () => {
    vi.stubGlobal('process', { ...process, platform: 'darwin', getSystemVersion: () => '15.2' });
    expect(await deviceOs()).toBe('macOS 15.2');
  });

  it('is that of Windows by its build', async () => {
    vi.stubGlobal('process', { ...process, platform: 'win32' });
    expect(await deviceOs()).toBe(windowsName(release()));
  });
});

describe('the name of a Windows version', () => {
  it.each([
    ['10.0.26200', 'Windows 11 25H2'],
    ['10.0.26100', 'Windows 11 24H2'],
    ['10.0.26099', 'Windows 11 23H2'],
    ['10.0.22000', 'Windows 11'],
    ['10.0.19045', 'Windows 10 22H2'],
    ['10.0.17763', 'Windows 10'],
    ['unheard-of', 'Windows unheard-of'],
  ])('%s is %s', (release, name) => expect(windowsName(release)).toBe(name));
});

it.runIf(existsSync('/etc/os-release'))('this system’s name is that of its own file', async () => {
  expect(await deviceOs()).toBe(linuxName(readFileSync('/etc/os-release', 'utf8')));
});
