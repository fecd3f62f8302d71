/** The allowed contents of a package: bundles, icons, fonts and package.json, and nothing of the development tree. */
import { fileURLToPath } from 'node:url';
import { extractFile, listPackage, statFile } from '@electron/asar';

const allowed = [
  /^package\.json$/,
  /^out\/main\/([\w-]+\/)?[\w-]+\.js$/,
  /^out\/preload\/(index|consent)\.cjs$/,
  /^out\/renderer\/(index|consent)\.html$/,
  /^out\/renderer\/assets\/[\w-]+\.(js|css|woff2)$/,
  /^out\/(main|renderer)\/([\w-]+\/)*[\w.@-]+\.(png|svg|ico|icns)$/,
];

/** The fields of package.json that Electron reads at run time, and what names the app and its authors. */
const fields = [
  'name',
  'productName',
  'desktopName',
  'version',
  'description',
  'homepage',
  'license',
  'author',
  'type',
  'main',
];

/** Words that occur only in development files, which must not be packed; by what they reveal. */
const traces: Readonly<Record<string, readonly string[]>> = {
  'the stand-in': ['electron-stand-in', 'ELECTRON_OVERRIDE_DIST_PATH'],
  'the embedded server': ['oidc-provider', 'authorization-server/'],
  'source maps': ['sourceMappingURL='],
  'the folder that it was built in': [fileURLToPath(new URL('../../', import.meta.url))],
};

/** The files of an asar, by their paths in it, sorted. */
export function filesOf(asar: string): readonly string[] {
  return listPackage(asar, { isPack: false })
    .map((path) => path.replaceAll('\\', '/').slice(1))
    .filter((path) => !('files' in statFile(asar, path)))
    .sort();
}

/** The problems of an asar, in sentences; empty if there are none. Throws if it can't be read. */
export function checkPackage(asar: string): readonly string[] {
  const files = filesOf(asar);
  const missing = [
    'package.json',
    'out/main/index.js',
    ...['index', 'consent'].flatMap((window) => [`out/preload/${window}.cjs`, `out/renderer/${window}.html`]),
  ];
  return [
    ...missing.filter((path) => !files.includes(path)).map((path) => `${path} is missing`),
    ...files.filter((path) => !allowed.some((pattern) => pattern.test(path))).map((path) => `${path} does not belong`),
    ...files
      .filter((path) => /\.(c?js|html|css|json)$/.test(path))
      .flatMap((path) =>
        tracesIn(extractFile(asar, path).toString()).map((trace) => `${path} holds a trace of ${trace}`),
      ),
    ...(files.includes('package.json') ? strangersIn(extractFile(asar, 'package.json')) : []),
  ];
}

/** The traces of development files in a text. */
export function tracesIn(text: string): readonly string[] {
  return Object.entries(traces)
    .filter(([, words]) => words.some((word) => text.includes(word)))
    .map(([of]) => of);
}

function strangersIn(manifest: Buffer): readonly string[] {
  const held: Readonly<Record<string, unknown>> = JSON.parse(manifest.toString());
  return Object.entries(held)
    .filter(([field, value]) => value !== null && !fields.includes(field))
    .map(([field]) => `package.json holds ${field}`);
}
