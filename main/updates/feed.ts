/** Validates a feed (`latest.yml` and similar files, as electron-builder writes them). */
import { withoutBom } from '../files/bom.ts';
import { parseVersion } from './version.ts';

/** An available version. */
export interface Release {
  readonly version: string;
  readonly files: readonly ReleaseFile[];
}

/** One of its files. */
export interface ReleaseFile {
  /** A URL below the feed's folder. */
  readonly url: string;
  /** Base64. */
  readonly sha512: string;
  /** In bytes. */
  readonly size: number;
}

/** Larger than any installer of this app. */
const LARGEST_BYTES = 1 << 30;
const MOST_FILES = 20;

/** The feed's name for a system and processor. */
export function feedFile(platform: NodeJS.Platform, arch: string): string {
  switch (platform) {
    case 'win32':
      return 'latest.yml';
    case 'darwin':
      return 'latest-mac.yml';
    default:
      return arch === 'x64' ? 'latest-linux.yml' : `latest-linux-${arch}.yml`;
  }
}

/**
 * Reads only the lines that are needed, without a YAML parser, so an attacker who controls the feed can't use anchors, types or
 * other keys. Skips notes and dates.
 * @param feed the URL of the feed's folder
 * @returns the name of an invalid field, if there is one
 */
export function parseRelease(text: string, feed: string): Release | { readonly wrong: string } {
  const lines = withoutBom(text).split(/\r?\n/);
  const versions = lines.flatMap((line) => valueIn(line, /^version: +/));
  const [version] = versions;
  if (versions.length !== 1 || version === undefined || !parseVersion(version)) return { wrong: 'version' };

  const found = itemsOf(lines).map((item) => checkFile(item, feed));
  const wrong = found.find((file) => 'wrong' in file);
  if (wrong) return wrong;
  const files = found.filter((file) => 'url' in file);
  return files.length > 0 && files.length <= MOST_FILES ? { version, files } : { wrong: 'files' };
}

/** The lines of each item under `files:`, without their indentation. */
function itemsOf(lines: readonly string[]): readonly (readonly string[])[] {
  const start = lines.indexOf('files:') + 1;
  if (start === 0) return [];
  const items: string[][] = [];
  for (const line of lines.slice(start)) {
    const [, dash, rest] = /^ {2}([- ]) (\S.*)$/.exec(line) ?? [];
    if (rest === undefined) break;
    if (dash === '-') items.push([]);
    items.at(-1)?.push(rest);
  }
  return items;
}

function checkFile(lines: readonly string[], feed: string): ReleaseFile | { readonly wrong: string } {
  /** The value of a field that occurs exactly once. */
  const only = (name: string) => {
    const [value, ...others] = lines.flatMap((line) => valueIn(line, new RegExp(`^${name}: +`)));
    return others.length === 0 ? value : undefined;
  };
  const [path, sha512, size] = [only('url'), only('sha512'), only('size')];
  const url = path === undefined ? null : urlBelow(feed, path);
  if (url === null) return { wrong: 'files.url' };
  if (sha512 === undefined || !/^[A-Za-z0-9+/]{86}==$/.test(sha512)) return { wrong: 'files.sha512' };
  if (size === undefined || !/^[1-9]\d{0,9}$/.test(size) || Number(size) > LARGEST_BYTES)
    return { wrong: 'files.size' };
  return { url, sha512, size: Number(size) };
}

/** The value without quotes; empty if the line has another key. */
function valueIn(line: string, key: RegExp): readonly string[] {
  if (!key.test(line)) return [];
  const value = line.replace(key, '').trimEnd();
  const [, , quoted] = /^(['"])([^'"\\]*)\1$/.exec(value) ?? [];
  return [quoted ?? value];
}

/**
 * The URL of a plain path below the feed's folder; null for anything else. No other server is trusted, and the file's name is also
 * used here, where a Windows shell reads it.
 */
function urlBelow(feed: string, path: string): string | null {
  return /^[A-Za-z0-9][\w.+ ()-]*(\/[A-Za-z0-9][\w.+ ()-]*)*$/.test(path) ? new URL(path, feed).href : null;
}
