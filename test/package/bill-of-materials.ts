/** A CycloneDX 1.6 bill of materials of a package: the app, its bundled libraries, its font, and its runtime. */
import { createHash } from 'node:crypto';
import type { Owner } from '../../build/release/owner.ts';
import { creditsOf } from './chromium-credits.ts';
import type { Lock, LockedPackage } from './lockfile.ts';

export interface BillParts {
  readonly app: { readonly name: string; readonly version: string; readonly license: string };
  /** The bundler's lists, which are the only record of the packages that are actually bundled. */
  readonly licenses: readonly string[];
  readonly lock: Lock;
  /** `process.versions` of the very Electron that is packed. */
  readonly versions: Readonly<Record<string, string>>;
  /** Packages that are copied in as files, such as a font. */
  readonly assets: readonly string[];
  /** `LICENSES.chromium.html` of the very Electron that is packed: its list of what Chromium is made of. */
  readonly credits: string;
  readonly owner: Pick<Owner, 'manufacturer' | 'email' | 'homepage' | 'repository'>;
}

export interface Component {
  readonly type: 'application' | 'library' | 'framework' | 'platform';
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly licenses?: readonly { readonly expression: string }[];
  readonly hashes?: readonly { readonly alg: 'SHA-512'; readonly content: string }[];
  /** The app's own components. */
  readonly components?: readonly Part[];
}

/** A part of Chromium or Node. */
export interface Part {
  readonly type: 'library';
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version?: string;
  readonly description: string;
  readonly externalReferences?: readonly { readonly type: 'website'; readonly url: string }[];
}

/** The parts of the runtime, by Node's names for them. */
const RUNTIME = [
  ['electron', 'electron', 'pkg:npm/electron@'],
  ['chrome', 'chromium', 'pkg:generic/chromium@'],
  ['node', 'node', 'pkg:generic/node@'],
  ['v8', 'v8', 'pkg:generic/v8@'],
] as const;

/** Entries of `process.versions` that are interfaces and not software. */
const INTERFACES: readonly string[] = ['modules', 'napi'];

/** Throws if a shipped part has no version. The same packages produce the same bill. */
export function billOfMaterials({ app, licenses, lock, versions, assets, credits, owner }: BillParts) {
  const bundled = new Map<string, Component>();
  for (const [, name = '', version = '', license = ''] of licenses.flatMap((text) => [...text.matchAll(HEADING)])) {
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
    const components = key === 'chrome' ? partsOfChromium(credits) : key === 'node' ? partsOfNode(versions) : [];
    return {
      type,
      'bom-ref': purl + version,
      name,
      version,
      purl: purl + version,
      ...(components.length > 0 && { components }),
    };
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
  const metadata = {
    component: root,
    manufacturer: { name: owner.manufacturer, url: [owner.homepage], contact: [{ email: owner.email }] },
  };
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: serialNumberOf([metadata, components]),
    version: 1,
    metadata,
    externalReferences: [
      { type: 'vcs', url: owner.repository },
      { type: 'advisories', url: `${owner.repository}/security/advisories` },
    ],
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

/** A UUID (version 8 of RFC 9562) of the contents, so that the same contents have the same number. */
function serialNumberOf(contents: unknown): string {
  const hex = createHash('sha256').update(JSON.stringify(contents)).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  const groups = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ];
  return `urn:uuid:${groups.join('-')}`;
}

/** They have no versions, because Electron's list contains none. */
function partsOfChromium(credits: string): readonly Part[] {
  return creditsOf(credits).map(({ name, homepage }) => ({
    type: 'library',
    'bom-ref': `chromium/${name}`,
    name,
    description: 'as LICENSES.chromium.html of this Electron lists it',
    ...(homepage !== null && { externalReferences: [{ type: 'website' as const, url: homepage }] }),
  }));
}

function partsOfNode(versions: BillParts['versions']): readonly Part[] {
  const own = new Set<string>([...RUNTIME.map(([key]) => key), ...INTERFACES]);
  return Object.entries(versions)
    .filter(([key]) => !own.has(key))
    .sort()
    .map(([name, version]) => ({
      type: 'library',
      'bom-ref': `node/${name}`,
      name,
      version,
      description: 'as process.versions of this Electron names it',
    }));
}

/** A heading such as `## name - 1.2.3 (MIT)`. */
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

/** The checksum of the package's archive, in hexadecimal. */
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
