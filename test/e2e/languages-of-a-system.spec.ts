/** The app uses the language of its system. */
import { expect, test } from '../harness/fixtures.ts';
import { approve, press, sees } from './steps.ts';

test.skip(process.platform !== 'linux', 'only on Linux does the environment say which languages a person prefers');

test.use({ environment: { LANGUAGE: 'sv:de:en', LANG: 'sv_SE.UTF-8' } });

test('window and tray use the first of its languages that they know, in the window and the tray alike', {
  tag: '@long',
}, async ({ launch, server }) => {
  const app = await launch();
  const page = await app.window();
  await sees(page, 'Anmelden');
  expect(await page.evaluate<string>('document.documentElement.lang')).toBe('de');
  await expect
    .poll(async () => (await app.desktop.tray())?.menu)
    .toEqual(['(Nicht angemeldet)', '', 'Anmelden …', 'Anzeigen', 'Programme', 'Einstellungen', '', 'Beenden']);
  await press(page, 'Anmelden');
  await sees(page, 'Seite öffnen, dann Code eingeben');
  await approve(server, server.userCodes().at(-1) ?? '');
  await sees(page, 'Sie sind angemeldet');
  await expect.poll(async () => (await app.desktop.tray())?.tooltip).toContain('Angemeldet bei');
});

test('so does the terminal', async ({ terminal, server }) => {
  const run = terminal();
  await run.stdout.waitFor(/^Adresse +http\S+$/m);
  await run.stdout.waitFor(/Strg\+C/);
  await approve(server, server.userCodes().at(-1) ?? '', 'ada@example.org');
  expect(await run.exitCode).toBe(0);
  expect(run.stdout.text()).toMatch(/Bei \S+ als ada@example\.org angemeldet\. Die Anmeldung ist /);
});
