/** A row above the view that shows that accounts are missing. The doctor page shows what to do. */
import { useApp } from '../app-context.ts';
import { DoctorButton } from './doctor-button.tsx';

/** Hidden while a code is on the screen. */
export function MissingAccounts() {
  const { words, snapshot } = useApp();
  const { missingAccounts: count, session } = snapshot;
  const hasCode = session.kind === 'requesting-code' || session.kind === 'awaiting-approval';
  if (count === 0 || hasCode) return null;
  return (
    <section class="notice" aria-label={words.accounts.title}>
      <p>{words.accounts.missing({ count, number: words.number(count) })}</p>
      <div class="notice__actions">
        <DoctorButton />
      </div>
    </section>
  );
}
