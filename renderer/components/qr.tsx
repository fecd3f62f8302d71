/** The QR code in the window, for the phone's camera. cli/qr-code.ts draws the terminal's. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { QrPath } from './qr-path.ts';

/** From this size on, modules would be too small for a camera in the usual square. */
const DENSE_MODULES = 66;

/** Black on white in every theme. */
export function Qr({ qr, label }: { readonly qr: QrPath; readonly label: string }) {
  const tile = useRef<HTMLDivElement>(null);
  const [side, setSide] = useState(0);
  const { modules } = qr;

  // For sharp edges, make each module a whole number of screen pixels at any zoom.
  useLayoutEffect(() => {
    const fit = () => {
      // Under a page that covers it, the square has no size.
      if (!tile.current?.clientWidth) return;
      const pixels = Math.max(1, Math.floor((tile.current.clientWidth * devicePixelRatio) / modules));
      setSide((pixels * modules) / devicePixelRatio);
    };
    fit();
    const sizes = new ResizeObserver(fit);
    if (tile.current) sizes.observe(tile.current);
    // Zooming changes the pixels even if it doesn't change the square.
    addEventListener('resize', fit);
    return () => {
      sizes.disconnect();
      removeEventListener('resize', fit);
    };
  }, [modules]);

  return (
    <div ref={tile} class={modules > DENSE_MODULES ? 'qr qr--dense' : 'qr'} role="img" aria-label={label}>
      <svg width={side} height={side} viewBox={`0 0 ${modules} ${modules}`} aria-hidden="true" focusable="false">
        <path d={qr.path} />
      </svg>
    </div>
  );
}
