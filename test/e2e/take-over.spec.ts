/** A window, or `login`, takes the profile over from the service, and no caller is lost. */
import { startCommand } from '../harness/command.ts';
import { expect, test } from '../harness/fixtures.ts';
import { approve } from './steps.ts';

test('a window and `login` get the profile from `serve`, and a waiting caller still gets its token', {
  tag: '@long',
}, async ({ terminal, launch, server, home }) => {
  const flags = [`--server-url=${server.url}`, `--client-id=${server.clientId}`, `--scope=${server.scope}`];
  const command = (...args: readonly string[]) => startCommand({ home, args: [...flags, ...args] });
  const signing = terminal();
  await approve(server, (await signing.prompt()).userCode, 'ada@example.org');
  expect(await signing.exitCode).toBe(0);
  const allowing = startCommand({ home, args: [...flags, 'tools', 'allow', 'backup'], types: 'a' });
  expect(await allowing.exitCode, allowing.stdout.text()).toBe(0);

  const first = command('serve');
  await first.stderr.waitFor(/Serving local tools/);
  const login = command('login');
  expect(await login.exitCode, login.stdout.text()).toBe(0);
  expect(await first.exitCode).toBe(0);

  const second = command('serve');
  await second.stderr.waitFor(/Serving local tools/);
  const waiting = command('token', '--tool=backup');
  const app = await launch();
  await app.window();
  expect(await second.exitCode).toBe(0);
  expect(await waiting.exitCode, waiting.stderr.text()).toBe(0);
  const status = command('status', '--json');
  expect(await status.exitCode).toBe(0);
  expect(JSON.parse(status.stdout.text())).toMatchObject({ served_by: 'window' });
});

test('a window gets the profile from a command that waits for an answer, and asks in its place', {
  tag: '@long',
}, async ({ terminal, launch, server, home }) => {
  const flags = [`--server-url=${server.url}`, `--client-id=${server.clientId}`, `--scope=${server.scope}`];
  const signing = terminal();
  await approve(server, (await signing.prompt()).userCode, 'ada@example.org');
  expect(await signing.exitCode).toBe(0);

  const waiting = startCommand({ home, args: [...flags, 'token', '--tool=backup'], types: '' });
  await waiting.stdout.waitFor(/Allow\?/);
  const app = await launch();
  const prompt = await app.consentWindow();
  await expect(prompt.getByRole('button', { name: 'Don’t allow' })).toHaveAttribute('aria-disabled', 'false');
  expect(app.isAsking()).toBe(true);
  await prompt.getByRole('button', { name: 'Once' }).click();
  expect(await waiting.exitCode, waiting.stdout.text()).toBe(0);
  expect((await app.snapshot()).tools.api).toMatchObject({ kind: 'listening' });
});
