/** Loads the chunks of the window: their views and messages. */
import type { CommonMessages } from '../locales/common.ts';
import { loadMessages, type Reader } from '../locales/load.ts';
import type { WindowChunk } from '../locales/window-chunks.ts';

const SCRIPTS = {
  accounts: () => import('./chunks/accounts.ts'),
  code: () => import('./chunks/code.ts'),
  connect: () => import('./chunks/connect.ts'),
  doctor: () => import('./chunks/doctor.ts'),
  failed: () => import('./chunks/failed.ts'),
  pages: () => import('./chunks/pages.ts'),
  'signed-in': () => import('./chunks/signed-in.ts'),
  'signed-out': () => import('./chunks/signed-out.ts'),
} satisfies Readonly<Record<WindowChunk, () => Promise<object>>>;

type Views = { readonly [P in WindowChunk]: Awaited<ReturnType<(typeof SCRIPTS)[P]>> };

const loaded: { [P in WindowChunk]?: Views[P] } = {};

/** Loads the views of these chunks and resolves with their messages. Loaded chunks stay loaded. */
export async function loadChunks(reader: Reader, names: readonly WindowChunk[]): Promise<CommonMessages> {
  const scripts = await Promise.all(names.map(loadViews));
  return loadMessages(reader, ...scripts.map(({ chunk }) => chunk));
}

async function loadViews<P extends WindowChunk>(name: P): Promise<Views[WindowChunk]> {
  const views: Views[WindowChunk] = await SCRIPTS[name]();
  Object.assign(loaded, { [name]: views });
  return views;
}

/** The views of a loaded chunk. The chunks that a snapshot shows are always loaded. */
export function viewsOf<P extends WindowChunk>(name: P): Views[P] {
  const views = loaded[name];
  if (!views) throw new Error(`${name} was drawn before it was loaded`);
  return views;
}
