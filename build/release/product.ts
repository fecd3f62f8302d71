/** The common source of all catalogs' manifests: package.json, owner.json and the files of a release. */
import { readFileSync } from 'node:fs';
import type { Owner } from './owner.ts';

/** The input for the manifests of one release. */
export interface Product {
  readonly owner: Owner;
  /** `transparenc-companion`. */
  readonly name: string;
  /** `Transparenc Companion`. */
  readonly title: string;
  /** A summary in one line, without a full stop. */
  readonly summary: string;
  /** A description in one sentence. */
  readonly description: string;
  readonly license: string;
  readonly appId: string;
  /** The path of the README's picture in the repository. */
  readonly picture: string;
  /** The version, which consists of three numbers. */
  readonly version: string;
  /** The date of the release, such as `2027-01-10`. */
  readonly date: string;
  /** The tag's commit, in 40 hexadecimal digits. */
  readonly commit: string;
  /** Whether this build checks for updates by itself. */
  readonly updatesItself: boolean;
  /** Returns a file of the release. Throws if there is no such file. */
  readonly fileOf: (ending: string) => ReleaseFile;
}

export interface ReleaseFile {
  readonly url: string;
  /** The SHA-256 checksum in lower-case hexadecimal. */
  readonly sha256: string;
}

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

/**
 * @param release.sums the text of SHA256SUMS
 * @throws if the version is a prerelease, because catalogs don't list those
 */
export function readProduct(
  owner: Owner,
  release: {
    readonly sums: string;
    readonly date: string;
    readonly commit: string;
    readonly updatesItself: boolean;
    readonly version?: string;
  },
): Product {
  const manifest: Readonly<Record<'name' | 'productName' | 'description' | 'license' | 'version', string>> = JSON.parse(
    read('package.json'),
  );
  const { sums, version = manifest.version, ...known } = release;
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error(`${version} is a preview: it goes to no catalog`);
  const builder = read('electron-builder.yml');
  const setting = (field: string) => new RegExp(`^ *${field}: (.+)$`, 'm').exec(builder)?.[1] ?? '';
  return {
    ...known,
    owner,
    version,
    name: manifest.name,
    title: manifest.productName,
    summary: setting('synopsis'),
    description: manifest.description,
    license: manifest.license,
    appId: setting('appId'),
    picture: /<img src="([^"]+)"/.exec(read('README.md'))?.[1] ?? '',
    fileOf: (ending) => {
      const file = `${manifest.name}-${version}-${ending}`;
      const sha256 = sums
        .split('\n')
        .find((line) => line.endsWith(` ${file}`))
        ?.split(' ')[0];
      if (sha256 === undefined || !/^[\da-f]{64}$/.test(sha256)) throw new Error(`SHA256SUMS has no ${file}`);
      return { url: `${owner.repository}/releases/download/v${version}/${file}`, sha256 };
    },
  };
}
