/** The `device_os` of this computer, which the approval page shows. */
import { readFile } from 'node:fs/promises';
import { release } from 'node:os';

const LONGEST = 64;

/** Windows reports only build numbers; these are the names that people know. */
const WINDOWS_RELEASES: readonly (readonly [build: number, name: string])[] = [
  [26200, '11 25H2'],
  [26100, '11 24H2'],
  [22631, '11 23H2'],
  [22621, '11 22H2'],
  [22000, '11'],
  [19045, '10 22H2'],
  [0, '10'],
];

/** The system's name and version: `Debian GNU/Linux 12`, `macOS 15.2`, `Windows 11 24H2`. */
export async function deviceOs(): Promise<string> {
  switch (process.platform) {
    case 'darwin':
      return `macOS ${process.getSystemVersion()}`;
    case 'win32':
      return windowsName(release());
    default:
      return linuxName(await readFile('/etc/os-release', 'utf8').catch(() => ''));
  }
}

/** The name in an os-release file (man os-release), at most 64 characters. */
export function linuxName(osRelease: string): string {
  const field = (name: string) => new RegExp(`^${name}=["']?(.*?)["']?$`, 'm').exec(osRelease)?.[1];
  const name = field('NAME') ?? 'Linux';
  return [name, field('VERSION_ID')].filter(Boolean).join(' ').slice(0, LONGEST);
}

/** The name of a Windows version, from the result of `os.release()`, such as `10.0.26100`. */
export function windowsName(release: string): string {
  const build = Number(release.split('.')[2]);
  return `Windows ${WINDOWS_RELEASES.find(([from]) => build >= from)?.[1] ?? release}`;
}
