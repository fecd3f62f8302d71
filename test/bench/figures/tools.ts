/** Local tools with a running service, compared with other programs that do the same. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type FaultyServer, PATHS, startFaultyFront } from '../../authorization-server/faulty.ts';
import { approveByForms } from '../../authorization-server/person.ts';
import { startCommand } from '../../harness/command.ts';
import { type Installed, installLauncher } from '../../harness/installed-launcher.ts';
import { recipe } from '../../harness/launch.ts';
import type { Home } from '../../harness/profile.ts';
import { runInTerminal } from '../../harness/terminal.ts';
import { testWorld } from '../../harness/test-world.ts';
import { type Figure, spread } from '../figure.ts';
import { withHome } from '../home.ts';
import { ACCOUNT, ghIn, type OidcAgent, PEER, startOidcAgent } from '../peers.ts';
import { type Program, timed } from '../timed.ts';
import { within } from '../within.ts';
import { loadFigures } from './tools-load.ts';

const TOOL = '--tool=bench';
/** The lifetime of the server's tokens. However short it is, the app renews none in the background within minutes. */
const LIFETIME_S = 40;
/** What callers request, so that a token older than ten seconds must be renewed. The app renews none sooner. */
const FRESH_S = 30;
const OLD_MS = 10_500;
const CALLERS = 50;
const REFRESH = { path: PATHS.token, grantType: 'refresh_token' };

export async function toolsFigures(pairs: number): Promise<readonly Figure[]> {
  const clientId = ['transparenc-companion', PEER.id];
  const { front, server, close } = await startFaultyFront({
    intervalS: 0.2,
    accessTokenLifetimeS: LIFETIME_S,
    clientId,
    clientSecrets: { [PEER.id]: PEER.secret },
  });
  const flags = [`--server-url=${server.url}`, `--client-id=${server.clientId}`, `--scope=${server.scope}`];
  try {
    return await withHome(async (home) => {
      await allow(home, flags);
      const agent = await startOidcAgent(home, server);
      if (!agent) console.log('oidc-agent is not installed: nothing is compared with it.');
      const service = startCommand({ home, args: [...flags, '--inspect=0', 'serve'] });
      await service.stderr.waitFor(/Serving local tools/, 60_000);
      try {
        const installed = installLauncher(home, flags);
        return [
          ...(await tokenFigures(home, flags, installed, pairs)),
          ...(await refreshFigures(front, ways(home, installed, agent), Math.ceil(pairs / 2))),
          ...(await loadFigures(home, service.stderr.text())),
        ];
      } finally {
        service.signal('SIGTERM');
        await within(() => 'the end of serve', service.exitCode);
        agent?.close();
      }
    });
  } finally {
    await close();
  }
}

/** Signs in and allows the tool permanently. */
async function allow(home: Home, flags: readonly string[]): Promise<void> {
  const signing = runInTerminal({ home, flags });
  const { url, userCode } = await signing.prompt();
  await approveByForms(url, { userCode, decision: 'approve' });
  await within(() => 'the end of the sign-in', signing.exitCode);
  const allowing = startCommand({ home, args: [...flags, 'tools', 'allow', 'bench'], types: 'a' });
  if ((await within(() => 'the end of tools allow', allowing.exitCode)) !== 0) throw new Error(allowing.stdout.text());
}

/** Runs them in turns, so that a machine that slows down affects all of them. The first round fills the caches. */
async function sample(programs: Readonly<Record<string, Program>>, rounds: number, pauseMs = 0) {
  const samples: Record<string, number[]> = {};
  for (let round = -1; round < rounds; round += 1) {
    await sleep(pauseMs);
    for (const [name, program] of Object.entries(programs)) {
      const tookMs = await timed(program);
      if (round >= 0) samples[name] = [...(samples[name] ?? []), tookMs];
    }
  }
  const of = (name: string) => samples[name] ?? [];
  const median = (name: string) => `${Math.round(spread(of(name)).median)} ms`;
  const ratio = (one: string, other: string) => of(one).map((tookMs, at) => tookMs / (of(other)[at] ?? Number.NaN));
  return { of, median, ratio };
}

/** Measures requests for a token that is still valid. */
async function tokenFigures(home: Home, flags: readonly string[], installed: Installed, pairs: number) {
  const { launcher, environment } = installed;
  const gh = ghIn(home);
  if (!gh) console.log('gh is not installed: the launcher is not compared with it.');
  // This needs no recorder, because only the service uses the keychain that the recorder provides.
  const plain = recipe(testWorld().runtime, {
    flags: [`--user-data-dir=${home.profile}`, ...flags, 'token', TOOL],
    recorder: null,
    display: false,
  });
  const executable = { ...plain, environment: { ...plain.environment, ...home.environment } };
  const { of, median, ratio } = await sample(
    {
      launcher: { command: launcher, args: ['token', `--user-data-dir=${home.profile}`, TOOL], environment },
      executable,
      node: { command: process.execPath, args: ['-e', 'console.log("none")'], environment },
      ...(gh && { gh: { command: 'gh', args: ['auth', 'token'], environment: gh } }),
    },
    pairs,
  );
  const beside: Figure = {
    name: 'token by the launcher, beside `gh auth token`',
    unit: 'ratio',
    samples: ratio('launcher', 'gh'),
    atMost: 0.6,
    note: `${median('launcher')} and ${median('gh')}`,
  };
  const over: Figure = {
    name: 'token by the executable, over a Node that prints a line',
    unit: 'ms',
    samples: of('executable').map((tookMs, at) => tookMs - (of('node')[at] ?? Number.NaN)),
    atMost: 60,
    note: `${median('executable')} and ${median('node')}`,
  };
  return gh ? [beside, over] : [over];
}

/** Measures requests for a token that has to be renewed. */
function ways(home: Home, { launcher, environment }: Installed, agent: OidcAgent | null) {
  const args = ['token', `--user-data-dir=${home.profile}`, TOOL, `--min-valid=${FRESH_S}`];
  const peer = agent && {
    command: 'oidc-token',
    args: [`--time=${FRESH_S}`, ACCOUNT],
    environment: agent.environment,
  };
  return { ours: { command: launcher, args, environment }, ...(peer && { peer }) };
}

async function refreshFigures(front: FaultyServer, programs: ReturnType<typeof ways>, rounds: number) {
  const asked = () => front.requests.filter(({ form }) => form['grant_type'] === 'refresh_token').length;
  const before = asked();
  const { median, ratio } = await sample(programs, rounds, OLD_MS);
  const expected = (rounds + 1) * Object.keys(programs).length;
  if (asked() - before < expected) throw new Error(`${asked() - before} refreshes in place of ${expected}`);
  const ours = await together(programs.ours, asked);
  const peer = programs.peer && (await together(programs.peer, asked));
  front.fault(REFRESH, { kind: 'empty', status: 503 });
  const failing = await together(programs.ours, asked);
  const peerFailing = programs.peer && (await together(programs.peer, asked));
  front.heal(REFRESH);
  const peerNote = (of: Together | undefined) => (of ? `; oidc-agent: ${of.asked} requests, ${of.failed} failed` : '');
  const counts: readonly Figure[] = [
    {
      name: `refreshes for ${CALLERS} callers at once with an expired token`,
      unit: 'count',
      samples: [ours.asked],
      atMost: 1,
      note: `slowest ${Math.round(ours.slowestMs)} ms${peerNote(peer)}`,
    },
    { name: 'of these callers, how many got no token', unit: 'count', samples: [ours.failed], atMost: 0 },
    {
      name: 'refreshes for as many callers if the server is down',
      unit: 'count',
      samples: [failing.asked],
      atMost: 1,
      note: `${failing.failed} failed${peerNote(peerFailing)}`,
    },
  ];
  if (!peer) return counts;
  const compared: readonly Figure[] = [
    {
      name: 'token with a refresh, beside `oidc-token` with one',
      unit: 'ratio',
      samples: ratio('ours', 'peer'),
      atMost: 0.3,
      note: `${median('ours')} and ${median('peer')}`,
    },
    {
      name: `the slowest of ${CALLERS} callers, beside oidc-token’s`,
      unit: 'ratio',
      samples: [ours.slowestMs / peer.slowestMs],
      atMost: 1,
      note: `${Math.round(ours.slowestMs)} ms and ${Math.round(peer.slowestMs)} ms`,
    },
  ];
  return [...compared, ...counts];
}

interface Together {
  readonly slowestMs: number;
  readonly failed: number;
  /** How many refreshes the server received. */
  readonly asked: number;
}

async function together(program: Program, asked: () => number): Promise<Together> {
  await sleep(OLD_MS);
  const before = asked();
  const all = await Promise.allSettled(Array.from({ length: CALLERS }, () => timed(program)));
  const took = all.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  return { slowestMs: Math.max(...took), failed: CALLERS - took.length, asked: asked() - before };
}
