/** From the launch to the first paint, and to the code, compared with a blank app in pairs. */
import { startAuthorizationServer } from '../../authorization-server/server.ts';
import { thisNetwork } from '../../harness/phone-address.ts';
import { type Figure, spread } from '../figure.ts';
import { withHome } from '../home.ts';
import type { Look } from '../looks.ts';
import { start } from '../subject.ts';

/** @param pairs how often each program is started */
export async function launchFigures(pairs: number): Promise<readonly Figure[]> {
  // Only a page that a phone can open has a QR code. Without a network there is none.
  const [phoneAddress] = thisNetwork.addresses();
  const server = await startAuthorizationServer({ port: 0, ...(phoneAddress !== undefined && { phoneAddress }) });
  const signIn = [
    '--sign-in',
    `--server-url=${server.url}`,
    `--client-id=${server.clientId}`,
    '--keep-without-keyring',
  ];
  try {
    const measured: Readonly<Record<'blank' | 'ours' | 'code', number>>[] = [];
    // The first run of each fills the caches.
    for (let pair = -1; pair < pairs; pair += 1) {
      const order: (() => Promise<number>)[] = [
        () => timeTo('blank', [], 'a heading', hasHeading),
        () => timeTo('ours', [], 'a heading', hasHeading),
        () => timeTo('ours', signIn, 'a code', ({ code }) => code),
      ];
      // The machine's state changes between the first run and the last.
      const turn = ((pair % 3) + 3) % 3;
      const times: number[] = [];
      for (let n = 0; n < 3; n += 1) {
        const at = (n + turn) % 3;
        times[at] = (await order[at]?.()) ?? Number.NaN;
      }
      const [blank = Number.NaN, ours = Number.NaN, code = Number.NaN] = times;
      if (pair >= 0) measured.push({ blank, ours, code });
    }
    const median = (of: 'blank' | 'ours' | 'code') => Math.round(spread(measured.map((it) => it[of])).median);
    return [
      {
        name: 'launch to first paint, ratio to the blank app',
        unit: 'ratio',
        samples: measured.map(({ blank, ours }) => ours / blank),
        atMost: 1.08,
        note: `${median('ours')} ms and ${median('blank')} ms`,
      },
      {
        name: 'launch with --sign-in to code and QR code painted, minus the blank app’s first paint',
        unit: 'ms',
        samples: measured.map(({ blank, code }) => code - blank),
        atMost: 60,
        note: `${median('code')} ms and ${median('blank')} ms`,
      },
    ];
  } finally {
    await server.close();
  }
}

const hasHeading = ({ heading }: Look) => heading !== null;

function timeTo(
  program: 'ours' | 'blank',
  flags: readonly string[],
  name: string,
  wanted: (look: Look) => boolean,
): Promise<number> {
  return withHome(async (home) => {
    const subject = await start({ program, home, flags });
    const { at } = await subject.look(name, wanted);
    await subject.quit();
    return at - subject.startedAt;
  });
}
