/** Views in scripts of their own, which are loaded when they are needed. */
import { type ComponentType, createElement } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A view that draws nothing until its script is loaded. `prepare` loads it ahead of time. */
export function late<Props extends object>(
  read: () => Promise<ComponentType<Props>>,
): { readonly View: ComponentType<Props>; readonly prepare: () => void } {
  let known: ComponentType<Props> | null = null;
  const load = async () => {
    known = await read();
  };
  function View(props: Props) {
    const [, redraw] = useState(false);
    useEffect(() => {
      // It may have been loaded since this was drawn without it.
      if (!known) void load().then(() => redraw(true));
      else redraw(true);
    }, []);
    return known && createElement(known, props);
  }
  return { View, prepare: () => void load() };
}
