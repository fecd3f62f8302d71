import type { Page } from '../../preload/api.ts';
import { Cover } from '../components/cover.tsx';
import { Findings } from '../components/findings.tsx';
import { useWords } from '../scene.ts';

/** The doctor page: the findings, and what to do. */
export function Doctor({ back }: { readonly back: Page }) {
  const words = useWords('doctor');
  return (
    <Cover title={words.support.examine} back={back} kind="top">
      <Findings words={words.doctor} />
    </Cover>
  );
}
