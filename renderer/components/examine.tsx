import { useStage } from '../scene.ts';

/** Leads to the doctor page. */
export function Examine() {
  const { words, companion } = useStage();
  return (
    <button type="button" onClick={() => void companion.open('doctor')}>
      {words.support.examine}
    </button>
  );
}
