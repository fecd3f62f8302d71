/** Detects whether the app runs from an AppImage. Only the contents of an AppImage prove that. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appImageOf, liesInAppImage } from '../../../main/system/app-image.ts';

let home = '';
const at = (...names: readonly string[]) => join(home, ...names);
const head = (magic: string, type: number, elf = '\x7fELF') =>
  Buffer.concat([Buffer.from(`${elf}\x02\x01\x01\x00${magic}`, 'latin1'), Buffer.from([type])]);

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'image-'));
  for (const name of ['mounted', 'other']) {
    await mkdir(at(name));
    await writeFile(at(name, 'program'), '');
  }
  await writeFile(at('mounted', 'AppRun'), '');
  await writeFile(at('app.AppImage'), head('AI', 2));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const variables = () => ({ APPIMAGE: at('app.AppImage'), APPDIR: at('mounted') });

describe('an AppImage', () => {
  it.each([1, 2])('of type %i is named by its path', async (type) => {
    await writeFile(at('app.AppImage'), head('AI', type));
    expect(appImageOf(variables(), at('mounted', 'program'))).toBe(at('app.AppImage'));
  });

  it('is known by its folder under any name', async () => {
    await symlink(at('mounted'), at('link'));
    expect(appImageOf({ ...variables(), APPDIR: at('link') }, at('mounted', 'program'))).toBe(at('app.AppImage'));
  });

  it.each<[string, () => Readonly<Record<string, string | undefined>>]>([
    ['no variables', () => ({})],
    ['no APPIMAGE', () => ({ ...variables(), APPIMAGE: undefined })],
    ['no APPDIR', () => ({ ...variables(), APPDIR: undefined })],
    ['a relative APPIMAGE', () => ({ ...variables(), APPIMAGE: 'app.AppImage' })],
    ['a relative APPDIR', () => ({ ...variables(), APPDIR: '.' })],
    ['another folder', () => ({ ...variables(), APPDIR: at('other') })],
    ['a folder that is not there', () => ({ ...variables(), APPDIR: at('nowhere') })],
    ['a file that is not there', () => ({ ...variables(), APPIMAGE: at('nowhere') })],
    ['a folder for a file', () => ({ ...variables(), APPIMAGE: at('other') })],
  ])('is not there with %s', (_, environment) => {
    expect(appImageOf(environment(), at('mounted', 'program'))).toBeNull();
  });

  it('is not there for a program that lies elsewhere, whatever the variables of its terminal are', () => {
    expect(appImageOf({ ...variables(), APPDIR: at('other') }, at('other', 'program'))).toBeNull();
    expect([at('mounted', 'program'), at('other', 'program')].map(liesInAppImage)).toEqual([true, false]);
  });

  it.each([
    ['of another type', head('AI', 3)],
    ['of type 0', head('AI', 0)],
    ['that is any program', head('\x00\x00', 2)],
    ['that is no program', head('AI', 2, 'text')],
    ['that is empty', Buffer.alloc(0)],
  ])('is no file %s', async (_, bytes) => {
    await writeFile(at('app.AppImage'), bytes);
    expect(appImageOf(variables(), at('mounted', 'program'))).toBeNull();
  });
});
