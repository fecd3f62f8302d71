/**
 * The times from the launch of `--terminal` to the printed code, and from the tokens to the exit, compared with other programs.
 */
import { approveByForms } from '../../authorization-server/person.ts';
import { type AuthorizationServer, startAuthorizationServer } from '../../authorization-server/server.ts';
import { recipe } from '../../harness/launch.ts';
import type { Home } from '../../harness/profile.ts';
import { runInTerminal } from '../../harness/terminal.ts';
import { testWorld } from '../../harness/test-world.ts';
import { type Figure, spread } from '../figure.ts';
import { withHome } from '../home.ts';
import { oidcGen, openidClient, PEER, startEmptyOidcAgent } from '../peers.ts';
import { type Program, timedTo } from '../timed.ts';
import { within } from '../within.ts';

/** The line with the code, as our app and oidc-gen print it. */
const CODE = /^(Code|And enter the code:) /m;
const BLANK: Program = {
  command: process.execPath,
  args: ['-e', 'console.log("Code none")'],
  environment: process.env,
};

export async function terminalFigures(pairs: number): Promise<readonly Figure[]> {
  const server = await startAuthorizationServer({
    port: 0,
    intervalS: 0.2,
    // The other programs do not name their device.
    requiresDevice: false,
    clientId: ['transparenc-companion', PEER.id],
    clientSecrets: { [PEER.id]: PEER.secret },
  });
  try {
    return [...(await codeFigures(server, pairs)), await exitFigure(server, Math.ceil(pairs / 2))];
  } finally {
    await server.close();
  }
}

async function codeFigures(server: AuthorizationServer, pairs: number): Promise<readonly Figure[]> {
  return withHome(async (peersHome) => {
    const agent = startEmptyOidcAgent(peersHome);
    const script = openidClient(server);
    if (!agent) console.log('oidc-agent is not installed: nothing is compared with it.');
    if (!script) console.log('openid-client is not installed: nothing is compared with it.');
    const ways = {
      ours: () => withHome((home) => timedTo(ours(home, server), CODE)),
      blank: () => timedTo(BLANK, CODE),
      ...(agent && { oidcGen: () => timedTo(oidcGen(agent, server), CODE) }),
      ...(script && { script: () => timedTo(script, CODE) }),
    };
    try {
      const took = await inTurns(ways, pairs);
      const [own, blank] = [took.get('ours') ?? [], took.get('blank') ?? []];
      const median = (samples: readonly number[]) => Math.round(spread(samples).median);
      const ratioTo = (name: string, of: readonly number[] | undefined, atMost: number): readonly Figure[] =>
        of === undefined
          ? []
          : [
              {
                name: `--terminal: launch to the printed code, ratio to ${name}`,
                unit: 'ratio',
                samples: own.map((ms, at) => ms / (of[at] ?? Number.NaN)),
                atMost,
                note: `${median(own)} ms and ${median(of)} ms`,
              },
            ];
      return [
        {
          name: '--terminal: launch to the printed code, over a Node that prints a line',
          unit: 'ms',
          samples: own.map((ms, at) => ms - (blank[at] ?? Number.NaN)),
          atMost: 90,
          note: `${median(own)} ms and ${median(blank)} ms`,
        },
        ...ratioTo('oidc-gen', took.get('oidcGen'), 1),
        ...ratioTo('a Node with openid-client', took.get('script'), 1),
      ];
    } finally {
      agent?.close();
    }
  });
}

/** Runs each program in each round, in a different order each time. The first round fills the caches and doesn't count. */
async function inTurns(
  ways: Readonly<Record<string, () => Promise<number>>>,
  rounds: number,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const took = new Map<string, number[]>();
  for (let round = -1; round < rounds; round += 1) {
    const order = Object.entries(ways);
    for (const [name, measure] of round % 2 === 0 ? order : order.toReversed()) {
      const ms = await measure();
      if (round >= 0) took.set(name, [...(took.get(name) ?? []), ms]);
    }
  }
  return took;
}

/** The time from the response with the tokens to the end of the process, which a script waits for. */
async function exitFigure(server: AuthorizationServer, rounds: number): Promise<Figure> {
  const samples: number[] = [];
  for (let round = 0; round < rounds; round += 1)
    await withHome(async (home) => {
      const run = runInTerminal({ home, flags: flagsFor(server) });
      await run.stdout.waitFor(CODE, 60_000);
      await approveByForms(server.approvalPage, { userCode: server.userCodes().at(-1) ?? '', decision: 'approve' });
      await within(() => 'the end of --terminal', run.exitCode);
      const endedAt = Date.now();
      const issued = server.log.findLast(({ outcome }) => outcome === 'tokens');
      samples.push(endedAt - (issued?.at ?? Number.NaN));
    });
  return { name: '--terminal: tokens sent to the end of the process', unit: 'ms', samples, atMost: 50 };
}

function ours(home: Home, server: AuthorizationServer): Program {
  const flags = [...flagsFor(server), '--terminal', `--user-data-dir=${home.profile}`];
  const plain = recipe(testWorld().runtime, { flags, recorder: null, display: false });
  const environment = { ...plain.environment, ...home.environment };
  return { command: plain.command, args: plain.args, environment, folder: plain.folder };
}

function flagsFor(server: AuthorizationServer): readonly string[] {
  return [`--server-url=${server.url}`, `--client-id=${server.clientId}`, '--keep-without-keyring'];
}
