/** Whether the buttons are inert, which lasts `inertMs` after the page is drawn and after its window comes to the front. */
import { useEffect, useState } from 'preact/hooks';

export function useInert(inertMs: number, onShown: (listener: () => void) => void): boolean {
  const [shown, setShown] = useState(0);
  const [active, setActive] = useState(-1);
  useEffect(() => onShown(() => setShown((count) => count + 1)), []);
  useEffect(() => {
    const timer = setTimeout(() => setActive(shown), inertMs);
    return () => clearTimeout(timer);
  }, [shown]);
  return active !== shown;
}
