/** Loads the parts of the window: their views and messages. */
import type { CommonMessages } from '../locales/common.ts';
import { loadMessages, type Reader } from '../locales/load.ts';
import type { WindowPart } from '../locales/window-parts.ts';

const SCRIPTS = {
  accounts: () => import('./parts/accounts.ts'),
  code: () => import('./parts/code.ts'),
  connect: () => import('./parts/connect.ts'),
  doctor: () => import('./parts/doctor.ts'),
  failed: () => import('./parts/failed.ts'),
  pages: () => import('./parts/pages.ts'),
  'signed-in': () => import('./parts/signed-in.ts'),
  'signed-out': () => import('./parts/signed-out.ts'),
} satisfies Readonly<Record<WindowPart, () => Promise<object>>>;

type Views = { readonly [P in WindowPart]: Awaited<ReturnType<(typeof SCRIPTS)[P]>> };

const loaded: { [P in WindowPart]?: Views[P] } = {};

/** Loads the views of these parts and resolves with their messages. Loaded parts stay loaded. */
export async function loadParts(reader: Reader, names: readonly WindowPart[]): Promise<CommonMessages> {
  const scripts = await Promise.all(names.map(loadViews));
  return loadMessages(reader, ...scripts.map(({ part }) => part));
}

async function loadViews<P extends WindowPart>(name: P): Promise<Views[WindowPart]> {
  const views: Views[WindowPart] = await SCRIPTS[name]();
  Object.assign(loaded, { [name]: views });
  return views;
}

/** The views of a loaded part. The parts that a snapshot shows are always loaded. */
export function viewsOf<P extends WindowPart>(name: P): Views[P] {
  const views = loaded[name];
  if (!views) throw new Error(`${name} was drawn before it was loaded`);
  return views;
}
