/** A CycloneDX 1.6 bill of what a package holds: the app, what is bundled into it, its font, and the runtime it brings along. */
import type { Lock, LockedPackage } from './lockfile.ts';

export interface BillParts {
  readonly app: { readonly name: string; readonly version: string; readonly license: string };
  /** The bundler's lists: the only record of what is really bundled, and not only wanted. */
  readonly licences: readonly string[];
  readonly lock: Lock;
  /** `process.versions` of the very Electron that is packed. */
  readonly versions: Readonly<Record<string, string>>;
  /** Packages that are copied in as files, such as a font. */
  readonly assets: readonly string[];
}

export interface Component {
  readonly type: 'application' | 'library' | 'framework' | 'platform';
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly licenses?: readonly { readonly expression: string }[];
  readonly hashes?: readonly { readonly alg: 'SHA-512'; readonly content: string }[];
}

/** What runs the app, by Node's names for it. */
const RUNTIME = [
  ['electron', 'electron', 'pkg:npm/electron@'],
  ['chrome', 'chromium', 'pkg:generic/chromium@'],
  ['node', 'node', 'pkg:generic/node@'],
  ['v8', 'v8', 'pkg:generic/v8@'],
] as const;

/** Throws if something that ships has no version. The same packages give the same bill. */
export function billOfMaterials({ app, licences, lock, versions, assets }: BillParts) {
  const bundled = new Map<string, Component>();
  for (const [, name = '', version = '', license = ''] of licences.flatMap((text) => [...text.matchAll(HEADING)])) {
    const component = library(name, version, license, lock);
    bundled.set(component.purl, component);
  }
  for (const name of assets) {
    const { version, license } = lock.packages[`node_modules/${name}`] ?? {};
    const component = library(name, must(version, name), license ?? '', lock);
    bundled.set(component.purl, component);
  }
  const runtime = RUNTIME.map(([key, name, purl]): Component => {
    const version = must(versions[key], name);
    const type = name === 'electron' ? 'framework' : 'platform';
    return { type, 'bom-ref': purl + version, name, version, purl: purl + version };
  });
  const components = [...[...bundled.values()].sort((a, b) => (a.purl < b.purl ? -1 : 1)), ...runtime];
  const root: Component = {
    type: 'application',
    'bom-ref': `pkg:generic/${app.name}@${app.version}`,
    name: app.name,
    version: app.version,
    purl: `pkg:generic/${app.name}@${app.version}`,
    licenses: [{ expression: app.license }],
  };
  const electron = must(runtime[0]?.['bom-ref'], 'electron');
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: root },
    components,
    dependencies: [
      {
        ref: root['bom-ref'],
        dependsOn: [...bundled.values()]
          .map((each) => each['bom-ref'])
          .sort()
          .concat(electron),
      },
      { ref: electron, dependsOn: runtime.slice(1).map((each) => each['bom-ref']) },
    ],
  } as const;
}

/** `## name - 1.2.3 (MIT)` */
const HEADING = /^## (\S+) - (\S+) \((.+)\)$/gm;

function library(name: string, version: string, license: string, lock: Lock): Component {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  const sha512 = integrityOf(name, version, lock);
  return {
    type: 'library',
    'bom-ref': purl,
    name,
    version,
    purl,
    ...(license && { licenses: [{ expression: license }] }),
    ...(sha512 && { hashes: [{ alg: 'SHA-512', content: sha512 }] }),
  };
}

/** Of the package's archive, in hexadecimal digits. */
function integrityOf(name: string, version: string, { packages }: Lock): string | null {
  const [, found]: readonly [string, LockedPackage] | readonly [] =
    Object.entries(packages).find(([path, it]) => path.endsWith(`node_modules/${name}`) && it.version === version) ??
    [];
  const base64 = found?.integrity?.replace(/^sha512-/, '');
  return base64 === undefined ? null : Buffer.from(base64, 'base64').toString('hex');
}

function must(version: string | undefined, name: string): string {
  if (!version) throw new Error(`${name} has no version`);
  return version;
}
