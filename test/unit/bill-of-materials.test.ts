/** A package's bill of materials, made from the bundler's lists. */
import { describe, expect, it } from 'vitest';
import { readOwner } from '../../build/release/owner.ts';
import { billOfMaterials } from '../package/bill-of-materials.ts';
import { cyclonedxErrors } from '../package/cyclonedx.ts';
import { readText } from './sources.ts';

const lock = JSON.parse(readText('package-lock.json'));
const app = { name: 'transparenc-companion', version: '1.2.3', license: 'MIT' };
const versions = { electron: '45.4.1', chrome: '150.0.1.2', node: '24.21.0', v8: '15.0.1-electron.0', zlib: '1.3' };
const font = '@fontsource/atkinson-hyperlegible-mono';
const licenses = ['## axios - 1.21.1 (MIT)\n\ntext\n\n## qrcode - 1.5.4 (MIT)\n', '## qrcode - 1.5.4 (MIT)\n'];

/** Electron's page of Chromium's components, reduced to three entries, one of them twice. */
const credits = `<!doctype html>
<div class="product">
<span class="title">Abseil</span>
<span class="homepage"><a href="https://abseil.io">homepage</a></span>
<div class="license"><pre>Apache &quot;2.0&quot;</pre></div>
</div>
<div class="product">
<span class="title">Sugar &amp; Spice</span>
<span class="homepage"><a href="N/A">homepage</a></span>
</div>
<div class="product">
<span class="title">Abseil</span>
</div>`;

const make = (changes = {}) =>
  billOfMaterials({ app, licenses, lock, versions, assets: [font], credits, owner: readOwner(), ...changes });
const purls = (bill: ReturnType<typeof make>) => bill.components.map(({ purl }) => purl);

describe('the bill of materials', () => {
  it('lists each bundled package once, the font, and Electron with its Chromium and Node', () => {
    expect(purls(make())).toEqual([
      `pkg:npm/%40fontsource/atkinson-hyperlegible-mono@${lock.packages[`node_modules/${font}`].version}`,
      'pkg:npm/axios@1.21.1',
      'pkg:npm/qrcode@1.5.4',
      'pkg:npm/electron@45.4.1',
      'pkg:generic/chromium@150.0.1.2',
      'pkg:generic/node@24.21.0',
      'pkg:generic/v8@15.0.1-electron.0',
    ]);
  });

  it('gives each package its license, and the checksum of its archive', () => {
    const axios = make().components.find(({ name }) => name === 'axios');
    expect(axios?.licenses).toEqual([{ expression: 'MIT' }]);
    expect(axios?.hashes?.[0]?.content).toMatch(/^[\da-f]{128}$/);
  });

  it('is CycloneDX, in which everything that is referred to is there once', () => {
    const bill = make();
    expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 });
    const refs = [bill.metadata.component, ...bill.components].map((each) => each['bom-ref']);
    expect(new Set(refs).size).toBe(refs.length);
    for (const { ref, dependsOn } of bill.dependencies)
      expect(refs).toEqual(expect.arrayContaining([ref, ...dependsOn]));
  });

  it('lists Chromium’s components as Electron publishes them, and Node’s', () => {
    const parts = (name: string) => make().components.find((it) => it.name === name)?.components;
    expect(parts('chromium')?.map(({ name }) => name)).toEqual(['Abseil', 'Sugar & Spice']);
    expect(parts('chromium')?.[0]?.externalReferences).toEqual([{ type: 'website', url: 'https://abseil.io' }]);
    expect(parts('chromium')?.[1]).not.toHaveProperty('externalReferences');
    expect(parts('node')).toMatchObject([{ name: 'zlib', version: '1.3' }]);
  });

  it('is not made without Electron’s list', () => {
    expect(() => make({ credits: '' })).toThrow('lists no projects');
  });

  it('fits the schema of CycloneDX', () => {
    expect(cyclonedxErrors(make())).toEqual([]);
    expect(cyclonedxErrors({ ...make(), specVersion: 1.6 })).not.toEqual([]);
  });

  it('has its own serial number, which depends on its contents', () => {
    expect(make().serialNumber).not.toBe(make({ versions: { ...versions, zlib: '1.4' } }).serialNumber);
  });

  it('is the same for the same packages', () => {
    expect(JSON.stringify(make())).toBe(JSON.stringify(make()));
  });

  it.each(['electron', 'chrome', 'node', 'v8'])('is not made without the version of %s', (name) => {
    expect(() => make({ versions: { ...versions, [name]: undefined } })).toThrow('no version');
  });
});
