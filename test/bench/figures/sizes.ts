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
  const before = await readBeforeFirstPaint();
  const main = (await filesBelow(join(OUT, 'main'))).filter(isCode);
  const renderer = before.filter((path) => path.startsWith('renderer/'));
  const scripts = renderer.filter((path) => path.endsWith('.js'));
  return [
    {
      name: 'code read before the first paint',
      unit: 'kB',
      samples: [await weightOf(before)],
      atMost: 250,
      note: before.join(', '),
    },
    { name: 'all code of the main process', unit: 'kB', samples: [await weightOf(main)], atMost: 520 },
    {
      name: 'the window’s scripts with one language',
      unit: 'kB',
      samples: [await weightOf(scripts)],
      atMost: 55,
      note: `${(await weightOf(renderer)).toFixed(0)} kB with its styles`,
    },
    { name: 'the package’s archive', unit: 'kB', samples: [await weighArchive()], atMost: 3000 },
  ];
}

/** The bundles that both processes have read when the first view is on the screen, by their paths in `out/`. */
async function readBeforeFirstPaint(): Promise<readonly string[]> {
  return withHome(async (home) => {
    const subject = await start({ program: 'ours', home, flags: ['--inspect=0'] });
    const main = await subject.main();
    const read: string[] = [];
    main.on('Debugger.scriptParsed', ({ url }) => read.push(String(url)));
    // This reports the scripts that are already loaded, and then each new one.
    await main.send('Debugger.enable');
    await subject.look(({ heading }) => heading !== null);
    // Don't count what the first paint causes to load.
    const inMain = read.filter((url) => url.startsWith('file:')).map((url) => relative(OUT, fileURLToPath(url)));
    const loaded = await subject.inPage(
      'performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname)',
    );
    await subject.quit();
    // The result of the page's own script above.
    const inPage = ['/index.html', ...(loaded as readonly string[])].map((path) => `renderer${path}`);
    const inside = [...inMain, ...inPage, 'preload/index.cjs'].filter((path) => !path.startsWith('..'));
    return [...new Set(inside)].filter((path) => isCode(path)).sort();
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
