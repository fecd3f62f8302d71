/** The three files that describe a version to the Windows Package Manager, in the format of manifests 1.12. */
import type { Product } from './product.ts';

const FORMAT = '1.12.0';
const LOCALE = 'en-US';

/** The files by their names in `manifests/…` of a winget repository, each as an object for `toYaml`. */
export function wingetManifests(product: Product): Readonly<Record<string, WingetManifest>> {
  const { owner, version } = product;
  const id = owner.wingetId;
  const installer = product.fileOf('win-x64.exe');
  const head = { PackageIdentifier: id, PackageVersion: version };
  return {
    [`${id}.yaml`]: { ...head, DefaultLocale: LOCALE, ManifestType: 'version', ManifestVersion: FORMAT },
    [`${id}.installer.yaml`]: {
      ...head,
      InstallerType: 'nullsoft',
      // It installs for the current user, and needs no administrator.
      Scope: 'user',
      InstallModes: ['interactive', 'silent', 'silentWithProgress'],
      UpgradeBehavior: 'install',
      ReleaseDate: product.date,
      Installers: [
        { Architecture: 'x64', InstallerUrl: installer.url, InstallerSha256: installer.sha256.toUpperCase() },
      ],
      ManifestType: 'installer',
      ManifestVersion: FORMAT,
    },
    [`${id}.locale.${LOCALE}.yaml`]: {
      ...head,
      PackageLocale: LOCALE,
      Publisher: owner.manufacturer,
      PublisherUrl: owner.homepage,
      PublisherSupportUrl: `${owner.repository}/issues`,
      PackageName: product.title,
      PackageUrl: owner.homepage,
      License: product.license,
      LicenseUrl: `${owner.repository}/blob/v${version}/LICENSE`,
      ShortDescription: product.summary,
      Description: product.description,
      Moniker: product.name,
      Tags: ['oauth', 'sign-in', 'device-flow'],
      ReleaseNotesUrl: `${owner.repository}/releases/tag/v${version}`,
      ManifestType: 'defaultLocale',
      ManifestVersion: FORMAT,
    },
  };
}

type Scalar = string;
export type WingetManifest = Readonly<
  Record<string, Scalar | readonly Scalar[] | readonly Readonly<Record<string, Scalar>>[]>
>;

/** Quotes every scalar like JSON, which YAML reads in the same way, so no value can be mistaken for a number or a comment. */
export function toYaml(manifest: WingetManifest): string {
  const lines = Object.entries(manifest).flatMap(([field, value]) => {
    if (typeof value === 'string') return [`${field}: ${JSON.stringify(value)}`];
    const items = value.map((item) =>
      typeof item === 'string'
        ? JSON.stringify(item)
        : Object.entries(item)
            .map(([name, text]) => `${name}: ${JSON.stringify(text)}`)
            .join('\n  '),
    );
    return [`${field}:`, ...items.map((item) => `- ${item}`)];
  });
  return `${lines.join('\n')}\n`;
}
