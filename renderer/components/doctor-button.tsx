/** Leads to the doctor page. */
import { useApp } from '../app-context.ts';

export function DoctorButton() {
  const { words, companion } = useApp();
  return (
    <button type="button" onClick={() => void companion.showPage('doctor')}>
      {words.support.examine}
    </button>
  );
}
