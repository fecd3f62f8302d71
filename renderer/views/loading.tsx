/** Shown while the stored sign-in is read. The keyring's password prompt may be behind this window. */
import type { StateOf } from '../../preload/api.ts';
import { useApp } from '../app-context.ts';
import { WorkingMark } from '../components/marks.tsx';
import { Screen } from '../components/screen.tsx';

export function Loading({ session }: { readonly session: StateOf<'loading'> }) {
  const { loading } = useApp().words;
  if (session.keyring === 'quick') return <Screen title={loading.title} mark={<WorkingMark />} />;
  return <Screen title={loading.waitingTitle} mark={<WorkingMark />} text={[loading.waitingText]} />;
}
