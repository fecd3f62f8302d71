/** Each package's icon is where electron-builder looks for it; otherwise the package would have Electron's own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readText } from '../sources.ts';

interface Converter {
  convertIcon(request: {
    readonly sources: readonly string[];
    readonly fallbackSources: readonly string[];
    readonly roots: readonly string[];
    readonly format: string;
    readonly outDir: string;
  }): Promise<{ readonly error?: string; readonly icons: readonly { readonly file: string }[] }>;
}

const builder = readText('electron-builder.yml');
const builderOf = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
// The package exports no types for its internal parts.
const { convertIcon } = builderOf('app-builder-lib/out/util/iconConverter.js') as Converter;

it.each([
  ['linux', 'set', 9],
  ['mac', 'icns', 1],
  ['win', 'ico', 1],
])('the icon for %s is ours, and was not converted from another', async (system, format, count) => {
  const [, resources = ''] = /^ {2}buildResources: (\S+)$/m.exec(builder) ?? [];
  const section = builder.split(/^(?=\w)/m).find((text) => text.startsWith(`${system}:\n`)) ?? '';
  const [, icon = ''] = /^ {2}icon: (\S+)$/m.exec(section) ?? [];
  const outDir = mkdtempSync(join(tmpdir(), 'companion-icons-'));
  try {
    const request = { sources: [icon], fallbackSources: [], roots: [resources, '.'], format, outDir };
    const { error, icons } = await convertIcon(request);
    expect(error).toBeUndefined();
    expect(icons).toHaveLength(count);
    for (const { file } of icons) expect(file).toMatch(/(^|\/)build\/icons\/app[./]/);
  } finally {
    rmSync(outDir, { recursive: true });
  }
});
