import { useEffect, useState } from 'preact/hooks';
import type { DoctorMessages } from '../../locales/doctor.ts';
import type { Page } from '../../preload/api.ts';
import { Cover } from '../components/cover.tsx';
import type { Findings as FindingsPart } from '../components/findings.tsx';
import { useStage } from '../scene.ts';

/** Its messages and components, which are loaded on demand. */
interface Read {
  readonly language: string;
  readonly words: DoctorMessages;
  readonly Findings: typeof FindingsPart;
}

/** The examination of this computer: what was found, and what to do. */
export function Doctor({ back }: { readonly back: Page }) {
  const { words, snapshot } = useStage();
  const { language, systemLocale } = snapshot;
  const [read, setRead] = useState<Read | null>(null);
  useEffect(() => {
    let wanted = true;
    void readFor({ language, systemLocale }).then((all) => {
      if (wanted) setRead(all);
    });
    return () => {
      wanted = false;
    };
  }, [language, systemLocale]);
  return (
    <Cover title={words.support.examine} back={back} kind="top">
      {read?.language === language && <read.Findings words={read.words} />}
    </Cover>
  );
}

async function readFor(
  asked: Parameters<typeof import('../../locales/doctor.ts').loadDoctorMessages>[0],
): Promise<Read> {
  const [{ Findings }, { loadDoctorMessages }] = await Promise.all([
    import('../components/findings.tsx'),
    import('../../locales/doctor.ts'),
  ]);
  return { language: asked.language, words: await loadDoctorMessages(asked), Findings };
}
