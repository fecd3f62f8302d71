/**
 * The files from which Flathub builds an app: a manifest, a desktop entry and AppStream metadata. It builds from source
 * without a network, so `generated-sources.json` (flatpak-node-generator, from package-lock.json) must be beside them.
 */
import type { Product } from './product.ts';

const RUNTIME = '25.08';

/** The files by their names in the app's repository at Flathub. */
export function flathubFiles(product: Product): Readonly<Record<string, string>> {
  const { appId } = product;
  return {
    [`${appId}.json`]: `${JSON.stringify(flatpakManifest(product), null, 2)}\n`,
    [`${appId}.desktop`]: desktopEntry(product),
    [`${appId}.metainfo.xml`]: metainfo(product),
  };
}

export function flatpakManifest({ appId, name, owner, version, commit }: Product) {
  const cache = '/run/build/companion/flatpak-node';
  return {
    id: appId,
    runtime: 'org.freedesktop.Platform',
    'runtime-version': RUNTIME,
    sdk: 'org.freedesktop.Sdk',
    // This contains zypak, with which Chromium uses Flatpak's sandbox.
    base: 'org.electronjs.Electron2.BaseApp',
    'base-version': RUNTIME,
    'sdk-extensions': ['org.freedesktop.Sdk.Extension.node24'],
    command: name,
    'finish-args': [
      '--share=network',
      '--share=ipc',
      '--socket=wayland',
      '--socket=fallback-x11',
      '--device=dri',
      '--talk-name=org.freedesktop.Notifications',
      // This is for the tray; docs/catalogs.md explains the icon's name.
      '--talk-name=org.kde.StatusNotifierWatcher',
      // This makes the local API accessible to programs outside of the sandbox.
      `--filesystem=xdg-run/${name}:create`,
    ],
    modules: [
      {
        name: 'companion',
        buildsystem: 'simple',
        'build-options': {
          'append-path': '/usr/lib/sdk/node24/bin',
          env: { XDG_CACHE_HOME: `${cache}/cache`, npm_config_cache: `${cache}/npm-cache`, npm_config_offline: 'true' },
        },
        'build-commands': [
          'npm ci --offline',
          'npm run build',
          'npx electron-builder --linux dir --publish never',
          'mkdir -p /app/main && cp -a dist/linux*unpacked/. /app/main/',
          `install -Dm755 ${name}.sh /app/bin/${name}`,
          `install -Dm644 ${appId}.desktop -t /app/share/applications`,
          `install -Dm644 ${appId}.metainfo.xml -t /app/share/metainfo`,
          `install -Dm644 build/icons/app/512x512.png /app/share/icons/hicolor/512x512/apps/${appId}.png`,
        ],
        sources: [
          { type: 'git', url: `${owner.repository}.git`, tag: `v${version}`, commit },
          'generated-sources.json',
          { type: 'file', path: `${appId}.desktop` },
          { type: 'file', path: `${appId}.metainfo.xml` },
          {
            type: 'script',
            'dest-filename': `${name}.sh`,
            commands: [`exec zypak-wrapper /app/main/${name}.bin "$@"`],
          },
        ],
      },
    ],
  } as const;
}

function desktopEntry({ appId, name, title, summary }: Product): string {
  return `[Desktop Entry]
Type=Application
Name=${title}
Comment=${summary}
Exec=${name} %U
Icon=${appId}
Terminal=false
Categories=Network;
Keywords=sign in;login;code;QR;
SingleMainWindow=true
StartupWMClass=${appId}
`;
}

function metainfo(product: Product): string {
  const { appId, owner, version } = product;
  const picture = `${owner.repository}/raw/${product.commit}/${product.picture}`;
  const developer = new URL(owner.homepage).hostname.split('.').reverse().join('.');
  return `<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>${appId}</id>
  <metadata_license>CC0-1.0</metadata_license>
  <project_license>${xml(product.license)}</project_license>
  <name>${xml(product.title)}</name>
  <summary>${xml(product.summary)}</summary>
  <developer id="${xml(developer)}">
    <name>${xml(owner.manufacturer)}</name>
  </developer>
  <description>
    <p>${xml(product.description)} You scan a QR code, or type a code on a device where you are already signed in, and approve. You never type a password on this computer.</p>
    <p>It works with any server that supports the OAuth 2.0 device authorization grant.</p>
  </description>
  <launchable type="desktop-id">${appId}.desktop</launchable>
  <url type="homepage">${xml(owner.homepage)}</url>
  <url type="bugtracker">${xml(owner.repository)}/issues</url>
  <url type="vcs-browser">${xml(owner.repository)}</url>
  <screenshots>
    <screenshot type="default">
      <caption>The code to scan or type</caption>
      <image>${xml(picture)}</image>
    </screenshot>
  </screenshots>
  <content_rating type="oars-1.1"/>
  <releases>
    <release version="${version}" date="${product.date}">
      <url type="details">${xml(owner.repository)}/releases/tag/v${version}</url>
    </release>
  </releases>
</component>
`;
}

const XML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const xml = (text: string) => text.replace(/[&<>"]/g, (character) => XML[character] ?? character);
