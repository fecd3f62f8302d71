/** Every state as the app draws it. The stored pictures are compared with the new ones. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GALLERY, LOOKS, type Look, openGallery, pictureOfQuestion, whyNotComparable } from '../gallery/pictures.ts';
import { makeSheet, type Row } from '../gallery/sheet.ts';
import { expect, test } from '../harness/fixtures.ts';
import { SCENES } from '../renderer/scenes.ts';
import { openUse, QUESTIONS, SIGNED_IN_USED, USES } from '../renderer/tools.ts';

/** The stored states: those in the README, and the most frequent ones. */
const KEPT: ReadonlySet<string> = new Set([
  'about',
  'account-needs-you',
  'accounts',
  'add-account',
  'awaiting',
  'awaiting-trouble',
  'connect',
  'failed-denied',
  'failed-no-response-offline',
  'needs-you-revoked',
  'settings',
  'signed-in',
  'signed-out',
  'someone-else',
  'storage-unreadable-keyring-locked',
  'tools',
]);
/** The share of pixels that may differ, because Chromium versions smooth the edges of letters differently. */
const TOLERANCE = 0.01;

test('the app draws its states as they were drawn before', async ({ launch }) => {
  const reason = whyNotComparable();
  test.skip(reason !== null, reason ?? '');
  const gallery = await openGallery(await launch());
  for (const [name, of] of SCENES.filter(([name]) => KEPT.has(name))) {
    for (const look of LOOKS) {
      const picture = await gallery.picture(of, look);
      const file = `${name}-${look.language}-${look.colorScheme}.png`;
      expect.soft(picture, file).toMatchSnapshot(file, { maxDiffPixelRatio: TOLERANCE });
    }
  }
});

test('the question about a tool looks as it did before', async ({ phoneBrowser }) => {
  const reason = whyNotComparable();
  test.skip(reason !== null, reason ?? '');
  for (const look of LOOKS) {
    const file = `consent-${look.language}-${look.colorScheme}.png`;
    const picture = await pictureOfQuestion(phoneBrowser, {}, look, false);
    expect.soft(picture, file).toMatchSnapshot(file, { maxDiffPixelRatio: TOLERANCE });
  }
});

test('pictures of every state, and one sheet', async ({ launch, phoneBrowser }) => {
  test.skip(process.env['GALLERY'] !== '1', 'npm run gallery makes them, for eyes');
  test.setTimeout(900_000);
  mkdirSync(GALLERY, { recursive: true });
  const gallery = await openGallery(await launch());
  const rows: Row[] = [];
  async function row(name: string, picture: (look: Look) => Promise<Buffer>) {
    const pictures: string[] = [];
    for (const look of LOOKS) {
      const file = `${name}-${look.language}-${look.colorScheme}.png`;
      writeFileSync(join(GALLERY, file), await picture(look));
      pictures.push(file);
    }
    rows.push({ name, pictures });
  }
  for (const [name, of] of SCENES) await row(name, (look) => gallery.picture(of, look));
  const [used, of] = SIGNED_IN_USED;
  for (const use of USES)
    await row(`${used}-${use}`, (look) => gallery.picture(of, look, (page) => openUse(page, use)));
  for (const [name, question] of Object.entries(QUESTIONS))
    for (const hasDetails of [false, true])
      await row(hasDetails ? `${name}-details` : name, (look) =>
        pictureOfQuestion(phoneBrowser, question, look, hasDetails),
      );
  await makeSheet(await phoneBrowser.newPage(), GALLERY, rows);
});
