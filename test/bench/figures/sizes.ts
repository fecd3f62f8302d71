/** The code that is read before the first paint, and the code that is packed. */
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../../harness/paths.ts';
import { testWorld } from '../../harness/test-world.ts';
import { fabricateElectronDist } from '../../package/fabricated-dist.ts';
import { pack } from '../../package/pack.ts';
import type { Figure } from '../figure.ts';
import { withHome } from '../home.ts';
import { start } from '../subject.ts';

const OUT = join(ROOT, 'out');
const KB = 1000;

export async function sizeFigures(): Promise<readonly Figure[]> {
  const { files, scripts, styles } = await readBeforeFirstPaint();
  const main = (await filesBelow(join(OUT, 'main'))).filter(isCode);
  return [
    {
      name: 'code read before the first paint',
      unit: 'kB',
      samples: [(await weightOf(files)) + scripts + styles],
      atMost: 250,
      note: files.join(', '),
    },
    { name: 'all code of the main process', unit: 'kB', samples: [await weightOf(main)], atMost: 530 },
    {
      name: 'the window’s scripts with one language',
      unit: 'kB',
      samples: [scripts],
      atMost: 55,
      note: `${(scripts + styles).toFixed(0)} kB with its styles`,
    },
    { name: 'the package’s archive', unit: 'kB', samples: [await weighArchive()], atMost: 3000 },
  ];
}

interface Read {
  /** The files that the main process has read, and the page and its preload script, by their paths in `out/`. */
  readonly files: readonly string[];
  /** What the page contains without its font, in kB. */
  readonly scripts: number;
  readonly styles: number;
}

/** What both processes have read when the first view is on the screen. */
async function readBeforeFirstPaint(): Promise<Read> {
  return withHome(async (home) => {
    const subject = await start({ program: 'ours', home, flags: ['--inspect=0'] });
    const main = await subject.main();
    const read: string[] = [];
    main.on('Debugger.scriptParsed', ({ url }) => read.push(String(url)));
    // This reports the scripts that are already loaded, and then each new one.
    await main.send('Debugger.enable');
    await subject.look('a heading', ({ heading }) => heading !== null);
    // Don't count what the first paint causes to load.
    const inMain = read.filter((url) => url.startsWith('file:')).map((url) => relative(OUT, fileURLToPath(url)));
    // A font in a style is no code, and nothing parses it until a code is shown.
    const weight = async (tag: string) =>
      Number(
        await subject.inPage(
          `new Blob([...document.querySelectorAll('${tag}')].map((it) => it.textContent.replace(/data:font[^)]*/g, ''))).size`,
        ),
      ) / KB;
    const [scripts, styles] = [await weight('script'), await weight('style')];
    await subject.quit();
    // The messages that both processes show are in the page's scripts.
    const own = inMain.filter((path) => !/^(\.\.|renderer)/.test(path));
    const files = [...new Set([...own, 'renderer/index.html', 'preload/index.cjs'])].filter(isCode).sort();
    return { files, scripts, styles };
  });
}

async function weighArchive(): Promise<number> {
  const { runtime } = testWorld();
  const folder = await mkdtemp(join(tmpdir(), 'companion-bench-'));
  try {
    const electronDist = runtime.kind === 'electron' ? runtime.folder : join(folder, 'electron');
    if (runtime.kind === 'stand-in') await fabricateElectronDist(electronDist);
    const { asar } = await pack({ electronDist, output: join(folder, 'dist') });
    return (await stat(asar)).size / KB;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const isCode = (path: string) => /\.(c?js|css|html)$/.test(path);

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(OUT, join(entry.parentPath, entry.name)));
}

async function weightOf(paths: readonly string[]): Promise<number> {
  const sizes = await Promise.all(paths.map(async (path) => (await stat(join(OUT, path))).size));
  return sizes.reduce((sum, size) => sum + size, 0) / KB;
}
