/** How the window shows each response: the result, its text and the next step. */
import { english } from '../harness/messages.ts';
import { expect, PATHS, test } from './faulty-test.ts';
import { expectNoSecrets } from './secrets-of-a-run.ts';
import { approve, askForCode, press, sees, shownCode, TITLES } from './steps.ts';

test('an approval whose response is lost is called that, and a new code signs in', { tag: '@long' }, async ({
  launch,
  front,
  server,
  home,
}) => {
  const app = await launch();
  const page = await app.window();
  const code = await askForCode(page);
  // The front forwards polls until the approval. The next poll returns the tokens, and its connection is reset.
  front.fault(PATHS.token, { kind: 'response-lost' });
  await approve(server, code);
  // A response before the approval may also have been lost, which looks the same on the screen.
  const asked = front.requests.length;
  await expect.poll(() => front.requests.length).toBeGreaterThan(asked);
  await expect(page.getByText(english.awaiting.trouble)).toBeVisible();
  front.heal();
  await sees(page, english.failures.tokenResponseLost.title);
  await expect(page.getByText('declined')).toHaveCount(0);
  await press(page, 'Get a new code');
  await approve(server, await shownCode(page));
  await sees(page, TITLES.signedIn);
  expectNoSecrets({ home, server, runs: [app] });
});

test('a code that the server no longer knows leads to a new one', { tag: '@long' }, async ({
  launch,
  front,
  server,
}) => {
  const app = await launch();
  const page = await app.window();
  await askForCode(page);
  front.fault(PATHS.token, [{ kind: 'json', status: 400, body: { error: 'invalid_grant' } }]);
  await sees(page, 'The code is no longer valid');
  await press(page, 'Get a new code');
  await approve(server, await shownCode(page));
  await sees(page, TITLES.signedIn);
});

test('an address without device sign-in is reported as such, with the address in Details', { tag: '@long' }, async ({
  launch,
  front,
}) => {
  front.fault(PATHS.deviceAuthorization, { kind: 'html', status: 404 });
  const app = await launch();
  const page = await app.window();
  await press(page, 'Sign in');
  await sees(page, 'No device sign-in at this address');
  await page.locator('summary').click();
  await expect(page.getByText(front.url + PATHS.deviceAuthorization)).toBeVisible();
});

test('a server with its own spelling of fields works, and Details show what was ignored', { tag: '@long' }, async ({
  launch,
  front,
  server,
}) => {
  front.fault(PATHS.deviceAuthorization, {
    kind: 'altered',
    fields: {
      verification_uri: null,
      verification_url: `${front.url}/device`,
      verification_uri_complete: 'javascript:alert("MARKED")',
      expires_in: null,
    },
  });
  const app = await launch();
  const page = await app.window();
  await test.step('a pause that the server asks for is shown and kept, and Cancel works meanwhile', async () => {
    await askForCode(page);
    front.fault(PATHS.token, { kind: 'retry-after', status: 429, after: 120 });
    await expect(page.getByText(english.awaiting.mustWait({ duration: '2 minutes' }))).toBeVisible();
    const asked = front.requests.length;
    await press(page, 'Cancel');
    await sees(page, TITLES.signedOut);
    expect(front.requests).toHaveLength(asked);
    front.heal(PATHS.token);
  });
  const code = await askForCode(page);
  await page.locator('summary').click();
  await expect(page.getByText('field `verification_uri_complete`: ignored, must be https')).toBeVisible();
  await expect(page.getByText('field `expires_in`: missing, 600 s assumed')).toBeVisible();
  expect(await page.content()).not.toContain('MARKED');
  await approve(server, code);
  await sees(page, TITLES.signedIn);
});
