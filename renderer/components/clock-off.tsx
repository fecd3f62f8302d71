/** A note that this computer's clock is wrong, if that could be the cause of a failure. */
import { mayBeTheClock } from '../../locales/details.ts';
import type { ConnectionState, Ended, Failure } from '../../preload/api.ts';
import { useApp } from '../app-context.ts';
import { Problem } from './problem.tsx';

export function ClockOff({ of }: { readonly of: Failure | Ended | ConnectionState }) {
  const { words, snapshot } = useApp();
  const offMs = snapshot.server?.clockOffMs ?? null;
  if (offMs === null || !mayBeTheClock(of)) return null;
  return <Problem kind="center">{words.clockOff(offMs)}</Problem>;
}
