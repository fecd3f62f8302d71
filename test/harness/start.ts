/** `npm start -- FLAGS`: builds the app, gives it an authorization server of its own unless one is named, and runs it. */
import { build } from './build.ts';
import { say, script } from './cannot-run.ts';
import { runApp } from './child.ts';
import { type CommandLine, splitCommandLine } from './command-line.ts';
import { type EmbeddedServer, openEmbeddedServer } from './embedded-server.ts';
import { appRecipe, choose, hasDisplay } from './prepare.ts';
import { describeRuntime } from './runtime.ts';
import { versions } from './world.ts';

await script(async () => {
  const asked = splitCommandLine(withoutDisplay(process.argv.slice(2)));
  const embedded = needsServer(asked);
  const choice = await choose(asked, embedded);
  await build();
  const server = embedded ? await openEmbeddedServer(asked.given.clientId) : null;
  try {
    if (server) tellServer(server);
    if (!asked.onlyAsks) say(`Runtime         ${describeRuntime(choice.runtime, versions())}`);
    return await runApp(appRecipe(choice, server ? onServer(asked, server) : asked));
  } finally {
    await server?.close();
  }
});

/** Without a display there is no window, but signing in works all the same. */
function withoutDisplay(args: readonly string[]): readonly string[] {
  if (hasDisplay() || !splitCommandLine(args).window) return args;
  say('There is no display here: signing in in the terminal instead (as with --terminal).');
  return [...args, '--terminal'];
}

function needsServer({ given, onlyAsks }: CommandLine): boolean {
  return given.serverUrls.length === 0 && !process.env['COMPANION_SERVER_URL'] && !onlyAsks;
}

function onServer(asked: CommandLine, { url, clientId, scope }: EmbeddedServer): CommandLine {
  const missing = [
    `--server-url=${url}`,
    ...(asked.given.clientId === undefined ? [`--client-id=${clientId}`] : []),
    ...(asked.given.scope === undefined ? [`--scope=${scope}`] : []),
  ];
  return splitCommandLine([...asked.forApp, ...missing]);
}

function tellServer({ url, approvalPage, shared }: EmbeddedServer): void {
  say(`Server          ${url}${shared ? ' (of the npm start that is running already)' : ''}`);
  say(`Approval page   ${approvalPage} (any name and any password)`);
}
