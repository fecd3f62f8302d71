import { describe, expect, it } from 'vitest';
import { electronLibraries } from './electron-libraries.ts';
import { readSystem } from './system-packages.ts';

const MISSING = ['libgtk-3.so.0'];
const librariesOf = (osRelease: string) => electronLibraries(readSystem(osRelease), MISSING);

describe('electronLibraries', () => {
  it.each([
    ['Debian 12', 'ID=debian\nVERSION_CODENAME=bookworm\n', 'libgtk-3-0', 'libasound2'],
    [
      'Ubuntu 22.04',
      'ID=ubuntu\nID_LIKE=debian\nVERSION_CODENAME=jammy\nUBUNTU_CODENAME=jammy\n',
      'libgtk-3-0',
      'libasound2',
    ],
    ['Debian 13', 'ID=debian\nVERSION_CODENAME=trixie\n', 'libgtk-3-0t64', 'libasound2t64'],
    [
      'Ubuntu 24.04',
      'ID=ubuntu\nID_LIKE=debian\nVERSION_CODENAME=noble\nUBUNTU_CODENAME=noble\n',
      'libgtk-3-0t64',
      'libasound2t64',
    ],
    [
      'a derivative of Ubuntu 22.04',
      'ID=linuxmint\nID_LIKE="ubuntu debian"\nVERSION_CODENAME=victoria\nUBUNTU_CODENAME=jammy\n',
      'libgtk-3-0',
      'libasound2',
    ],
    [
      'a derivative of Debian 12',
      'ID=lmde\nID_LIKE=debian\nVERSION_CODENAME=faye\nDEBIAN_CODENAME=bookworm\n',
      'libgtk-3-0',
      'libasound2',
    ],
    [
      'a Debian that is still being made',
      'PRETTY_NAME="Debian GNU/Linux forky/sid"\nID=debian\n',
      'libgtk-3-0t64',
      'libasound2t64',
    ],
  ])('%s has its own names', (_, osRelease, ...names) => {
    expect(librariesOf(osRelease)).toEqual(expect.arrayContaining([...names, 'libnss3', 'libgbm1']));
    expect(librariesOf(osRelease).filter((name) => name.startsWith('libgtk'))).toHaveLength(1);
  });

  it('rpm finds a package by the name of its library', () => {
    expect(librariesOf('ID=fedora\nVERSION_ID=43\n')).toEqual(["'libgtk-3.so.0()(64bit)'"]);
    expect(librariesOf('ID="opensuse-leap"\nID_LIKE="suse opensuse"\n')).toEqual(["'libgtk-3.so.0()(64bit)'"]);
  });

  it('promises nothing for a system that it does not know', () => {
    expect(librariesOf('ID=nixos\n')).toEqual([]);
    expect(librariesOf('')).toEqual([]);
  });
});
