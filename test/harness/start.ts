/** `npm start -- FLAGS`: builds the app, gives it an authorization server of its own unless one is named, and runs it. */
import { HELP } from '../../main/cli/help.ts';
import { readLaunch } from '../../main/cli/read-launch.ts';
import { build } from './build.ts';
import { CannotRun, say, script, USAGE } from './cannot-run.ts';
import { keepsTerminal, runApp } from './child.ts';
import { type CommandLine, HARNESS_HELP, splitCommandLine } from './command-line.ts';
import { type EmbeddedServer, openEmbeddedServer } from './embedded-server.ts';
import { choosePhoneAddress, type PhoneAddress } from './phone-address.ts';
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
  const phone = await phoneFor(asked, embedded);
  const choice = await choose(asked, embedded);
  const app = await build();
  const server = embedded
    ? await openEmbeddedServer({
        clientId: asked.given.clientId ?? fromPerson('COMPANION_CLIENT_ID'),
        phoneAddress: phone?.address ?? null,
      })
    : null;
  let exitCode: number | null = null;
  try {
    if (server) printServer(server, phone);
    if (!asked.onlyAsks) say(`Runtime         ${describeRuntime(choice.runtime, versions())}`);
    exitCode = await runApp(appRecipe(app, choice, asked, server ? settingsFor(server) : {}), keepsTerminal(asked));
    return exitCode;
  } finally {
    // 128 + n means that a signal ended the app, so it ends this process as well.
    await server?.close(exitCode === null || exitCode > 128);
    app.remove();
  }
});

/** The app's output for --help and --version, which needs neither a build nor a runtime. */
function answerTo({ forApp }: CommandLine): string | null {
  const launch = readLaunch({ args: forApp, namesApp: false, environment: {}, isGuarded: false, isAppImage: false });
  if (launch.kind === 'version') return `${versions().app}\n`;
  if (launch.kind === 'help') return launch.text === HELP ? `${HELP}\n${HARNESS_HELP}` : launch.text;
  // The app itself reports errors on the command line.
  return null;
}

/** Without a display there is no window, but signing in still works. */
function withoutDisplay(args: readonly string[]): readonly string[] {
  if (hasDisplay() || !splitCommandLine(args).window) return args;
  say('There is no display, so the sign-in runs in the terminal (as with --terminal).');
  return [...args, '--terminal'];
}

function needsServer({ given, onlyAsks }: CommandLine): boolean {
  return given.serverUrls.length === 0 && !fromPerson('COMPANION_SERVER_URL') && !onlyAsks;
}

/** The address for phones, if they are to reach the embedded server. Throws CannotRun. */
async function phoneFor({ phone, onlyAsks }: CommandLine, embedded: boolean): Promise<PhoneAddress | null> {
  if (!phone || onlyAsks) return null;
  if (embedded) return choosePhoneAddress(phone);
  throw new CannotRun('--phone is for the test server of npm start, but another server is given.', USAGE);
}

/**
 * Passed in the environment and not as flags, because a running app refuses flags, and the user has set none.
 * Flags take precedence over the environment anyway.
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

function printServer({ url, approvalPage, phonePage, shared }: EmbeddedServer, phone: PhoneAddress | null): void {
  say(`Server          ${url}${shared ? ' (of the npm start that is already running)' : ''}`);
  say(`Approval page   ${approvalPage} (any name and any password)`);
  if (!phonePage) return;
  say(`For phones      ${phonePage.url}`);
  if (phone && phone.others.length > 0)
    say(`                (or ${phone.others.map((it) => `--phone=${it}`).join(', ')})`);
  say(
    '                The phone shows a warning once, because the certificate is self-signed. Its SHA-256 fingerprint:',
  );
  say(`                ${phonePage.fingerprint}`);
  say('                Anyone on this network can sign in to this test server until you end it with Ctrl-C.');
}
