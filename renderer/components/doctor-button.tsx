import { useApp } from '../app-context.ts';

/** Leads to the doctor page. */
export function DoctorButton() {
  const { words, companion } = useApp();
  return (
    <button type="button" onClick={() => void companion.showPage('doctor')}>
      {words.support.examine}
    </button>
  );
}
