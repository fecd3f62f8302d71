/** `npm start -- FLAGS`: builds the app, gives it an authorization server of its own unless one is named, and runs it. */
import { HELP, isProblem, readFlags } from '../../main/cli/flags.ts';
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
  const answer = answerTo(asked);
  if (answer !== null) {
    process.stdout.write(answer);
    return 0;
  }
  const embedded = needsServer(asked);
  const choice = await choose(asked, embedded);
  const app = await build();
  const server = embedded ? await openEmbeddedServer(asked.given.clientId ?? fromPerson('COMPANION_CLIENT_ID')) : null;
  try {
    if (server) tellServer(server);
    if (!asked.onlyAsks) say(`Runtime         ${describeRuntime(choice.runtime, versions())}`);
    return await runApp(appRecipe(app, choice, asked, server ? settingsFor(server) : {}));
  } finally {
    await server?.close();
    app.remove();
  }
});

/** What the app would print for --help and --version; it needs neither a build nor a runtime for that. */
function answerTo({ onlyAsks, forApp }: CommandLine): string | null {
  const flags = readFlags(forApp);
  // A mistake on the command line is for the app to report.
  if (!onlyAsks || isProblem(flags) || flags.unknown.length > 0) return null;
  return flags.switches.has('help') ? HELP : `${versions().app}\n`;
}

/** Without a display there is no window, but signing in works all the same. */
function withoutDisplay(args: readonly string[]): readonly string[] {
  if (hasDisplay() || !splitCommandLine(args).window) return args;
  say('There is no display here: signing in in the terminal instead (as with --terminal).');
  return [...args, '--terminal'];
}

function needsServer({ given, onlyAsks }: CommandLine): boolean {
  return given.serverUrls.length === 0 && !fromPerson('COMPANION_SERVER_URL') && !onlyAsks;
}

/**
 * Through the environment, not as flags: an app that runs already refuses flags, and the person has given none.
 * Those that were given go before the environment anyway.
 */
function settingsFor({ url, clientId, scope }: EmbeddedServer): Readonly<Record<string, string>> {
  return {
    COMPANION_SERVER_URL: url,
    COMPANION_CLIENT_ID: fromPerson('COMPANION_CLIENT_ID') ?? clientId,
    COMPANION_SCOPE: fromPerson('COMPANION_SCOPE') ?? scope,
  };
}

function fromPerson(variable: string): string | undefined {
  return process.env[variable] || undefined;
}

function tellServer({ url, approvalPage, shared }: EmbeddedServer): void {
  say(`Server          ${url}${shared ? ' (of the npm start that is running already)' : ''}`);
  say(`Approval page   ${approvalPage} (any name and any password)`);
}
