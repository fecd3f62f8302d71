import { expect, test } from '../harness/fixtures.ts';

test('the window opens, says which server it is for, and closes with the program', async ({ launch, server }) => {
  const app = await launch();
  const window = await app.window();
  await expect(window.locator('body')).toContainText(new URL(server.url).host);
  expect(await app.quit()).toBe(0);
});
