/** The window's bounds, as stored in the profile. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { boundsIn } from '../../../main/desktop/window-bounds.ts';

const PLACE = { x: 7, y: 8, width: 500, height: 600 };
let profile: string;

beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'companion-place-'));
});
afterEach(() => rm(profile, { recursive: true, force: true }));

it('is there at the next start', () => {
  expect(boundsIn(profile).load()).toBeNull();
  boundsIn(profile).save(PLACE);
  expect(boundsIn(profile).load()).toEqual(PLACE);
});

it('is forgotten if it cannot be read or written, and the window still opens', async () => {
  await writeFile(join(profile, 'window.json'), '{"x":');
  expect(boundsIn(profile).load()).toBeNull();
  const gone = boundsIn(join(profile, 'gone'));
  gone.save(PLACE);
  expect(gone.load()).toBeNull();
});
