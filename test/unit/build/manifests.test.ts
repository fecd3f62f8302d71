/** The manifests for winget, Homebrew and Flathub. Whether a catalog accepts them isn't proven here. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { flathubFiles, flatpakManifest } from '../../../build/release/flathub.ts';
import { homebrewCask } from '../../../build/release/homebrew.ts';
import type { Owner } from '../../../build/release/owner.ts';
import { readProduct } from '../../../build/release/product.ts';
import { toYaml, wingetManifests } from '../../../build/release/winget.ts';
import { readText } from '../sources.ts';
import { FILLED } from './filled-owner.ts';

const owner: Owner = { ...FILLED, manufacturer: 'Ada "A" & Co.' };

const SUMS = `${'a'.repeat(64)}  transparenc-companion-1.2.3-win-x64.exe
${'b'.repeat(64)}  transparenc-companion-1.2.3-mac-universal.dmg
${'c'.repeat(64)}  transparenc-companion-1.2.3-mac-universal.dmg.blockmap
`;

const release = { sums: SUMS, date: '2027-01-10', commit: 'd'.repeat(40), updatesItself: false, version: '1.2.3' };
const product = readProduct(owner, release);

const schemaIn = (file: string) => JSON.parse(readText(`test/package/schemas/${file}`));

function errorsOf(schema: object, document: unknown) {
  const validate = new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(schema);
  return validate(document)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe('a release', () => {
  it('that is a preview goes to no catalog', () => {
    expect(() => readProduct(owner, { ...release, version: '1.2.3-beta.1' })).toThrow('preview');
  });

  it('without one of the files is refused', () => {
    expect(() => wingetManifests(readProduct(owner, { ...release, sums: '' }))).toThrow('SHA256SUMS has no');
  });

  it('takes its names from package.json and electron-builder.yml', () => {
    expect(product).toMatchObject({
      name: 'transparenc-companion',
      title: 'Transparenc Companion',
      appId: 'com.transparenc.companion',
      summary: 'Signs this computer in with your phone',
      license: 'MIT',
    });
  });
});

describe('winget', () => {
  const manifests = Object.entries(wingetManifests(product));

  it('gets three files that fit its own schemas, with no field that those do not know', () => {
    expect(manifests.map(([name]) => name)).toEqual([
      'Ada.Companion.yaml',
      'Ada.Companion.installer.yaml',
      'Ada.Companion.locale.en-US.yaml',
    ]);
    for (const [name, manifest] of manifests) {
      const schema = schemaIn(`winget/manifest.${manifest['ManifestType']}.1.12.0.json`);
      expect(errorsOf(schema, manifest), name).toEqual([]);
      // Its schemas accept unknown fields, but winget itself warns about them.
      expect(Object.keys(schema.properties), name).toEqual(expect.arrayContaining(Object.keys(manifest)));
      expect(errorsOf(schema, { ...manifest, PackageIdentifier: 'Companion' }), name).not.toEqual([]);
    }
  });

  it('gets the installer of this release, by its checksum', () => {
    expect(manifests[1]?.[1]).toMatchObject({
      Installers: [
        {
          InstallerUrl:
            'https://github.com/ada/companion/releases/download/v1.2.3/transparenc-companion-1.2.3-win-x64.exe',
          InstallerSha256: 'A'.repeat(64),
        },
      ],
    });
  });

  it('gets YAML in which no text is anything but text', () => {
    expect(toYaml({ One: 'Ada "A" & Co.: #1', List: ['a', '1.0'], Of: [{ X: 'x', Y: 'no' }] })).toBe(
      'One: "Ada \\"A\\" & Co.: #1"\nList:\n- "a"\n- "1.0"\nOf:\n- X: "x"\n  Y: "no"\n',
    );
  });
});

describe('Homebrew', () => {
  it('gets a cask whose stanzas are those that it needs, in its order', () => {
    const cask = homebrewCask({ ...product, updatesItself: true });
    expect([...cask.matchAll(/^ {2}(\w+) /gm)].map(([, stanza]) => stanza)).toEqual([
      'version',
      'sha256',
      'url',
      'name',
      'desc',
      'homepage',
      'livecheck',
      'auto_updates',
      'app',
      'uninstall',
      'zap',
    ]);
    expect(cask).toMatch(/^cask "transparenc-companion" do\n[\s\S]*\nend\n$/);
    expect(homebrewCask(product)).not.toContain('auto_updates');
  });

  it('gets the image of this release, and a description by its rules', () => {
    const cask = homebrewCask(product);
    expect(cask).toContain(`sha256 "${'b'.repeat(64)}"`);
    expect(cask).toContain(
      'url "https://github.com/ada/companion/releases/download/v#{version}/transparenc-companion-#{version}-mac-universal.dmg"',
    );
    // It must not start with an article, end with a full stop or contain the app's name, and has at most 80 characters.
    const [, desc = ''] = /desc "(.*)"/.exec(cask) ?? [];
    expect(desc).toMatch(/^(?!(A|An|The) )[A-Z].{5,78}[^.]$/);
    expect(desc).not.toContain('Companion');
  });

  it('gets no Ruby that a value could bring along', () => {
    const evil = { ...product, title: 'A"; system("x"); #{`id`}\\' };
    expect(homebrewCask(evil)).toContain('name "A\\"; system(\\"x\\"); \\#{`id`}\\\\"');
  });

  it.runIf(existsSync('/usr/bin/ruby'))('gets Ruby that parses', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'companion-cask-'));
    try {
      writeFileSync(join(folder, 'cask.rb'), homebrewCask(product));
      await promisify(execFile)('/usr/bin/ruby', ['-c', join(folder, 'cask.rb')]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('Flathub', () => {
  it('gets a manifest that fits flatpak-builder’s own schema and builds the tagged commit', () => {
    const manifest = flatpakManifest(product);
    const schema = schemaIn('flatpak-builder/flatpak-manifest.schema.json');
    expect(errorsOf(schema, manifest)).toEqual([]);
    expect(errorsOf(schema, { ...manifest, 'finish-arg': [] })).not.toEqual([]);
    expect(manifest.modules[0].sources[0]).toEqual({
      type: 'git',
      url: 'https://github.com/ada/companion.git',
      tag: 'v1.2.3',
      commit: 'd'.repeat(40),
    });
  });

  it('gives the sandbox neither the keyring nor the home folder', () => {
    const args = flatpakManifest(product)['finish-args'].join(' ');
    expect(args).not.toMatch(/secrets|filesystem=(home|host)|socket=session-bus|own-name/);
  });

  it('shows the README’s picture, as it is at this commit', () => {
    expect(existsSync(product.picture)).toBe(true);
    expect(flathubFiles(product)['com.transparenc.companion.metainfo.xml']).toContain(
      `<image>https://github.com/ada/companion/raw/${'d'.repeat(40)}/${product.picture}</image>`,
    );
  });

  it('gets every file that the manifest installs', () => {
    const files = Object.keys(flathubFiles(product));
    const sources = flatpakManifest(product).modules[0].sources.flatMap((it) =>
      typeof it === 'object' && 'path' in it ? [it.path] : [],
    );
    expect(files).toEqual(expect.arrayContaining(sources));
  });

  it.runIf(existsSync('/usr/bin/appstreamcli'))('gets metadata that AppStream’s own tool accepts', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'companion-metainfo-'));
    try {
      const name = 'com.transparenc.companion.metainfo.xml';
      writeFileSync(join(folder, name), flathubFiles(product)[name] ?? '');
      const run = promisify(execFile)('/usr/bin/appstreamcli', ['validate', '--no-net', join(folder, name)]);
      await run.catch(({ stdout }: { readonly stdout: string }) => expect.fail(stdout));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
