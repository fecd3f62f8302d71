/** Reports from inside a page what is on the screen, at the moment when it appears. */

export interface Look {
  /** The heading; null if there is none yet. */
  readonly heading: string | null;
  /** Whether the code is drawn, and the QR code if there is one. Pages that only this computer can open have none. */
  readonly code: boolean;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** The binding by which a page sends its looks, as JSON. */
export const REPORT = 'reportLook';

/** Runs in every page before its own scripts. A look is on the screen after the frame in which it was drawn. */
export const WATCH = `(() => {
  if (globalThis.watched) return;
  globalThis.watched = true;
  const look = () => ({
    heading: document.querySelector('h1')?.textContent ?? null,
    code: Boolean(
      document.querySelector('.code') &&
        document.querySelector('.qr svg[width]:not([width="0"]) path, .pass__text:first-child'),
    ),
  });
  let told = '';
  const drawn = () => {
    const now = look();
    const text = JSON.stringify(now);
    if (text === told) return;
    told = text;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => ${REPORT}(JSON.stringify({ ...now, at: performance.timeOrigin + performance.now() }));
      port2.postMessage(null);
    });
  };
  new MutationObserver(drawn).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  drawn();
})()`;
