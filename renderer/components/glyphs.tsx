/** Small drawings beside text. They repeat the text, so screen readers skip them. */
import type { ComponentChildren } from 'preact';

function Glyph({ directed = false, children }: { readonly directed?: boolean; readonly children: ComponentChildren }) {
  return (
    <svg class={directed ? 'glyph glyph--directed' : 'glyph'} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

/** A glyph of a single path. */
function glyph(path: string, directed = false) {
  return () => (
    <Glyph directed={directed}>
      <path d={path} />
    </Glyph>
  );
}

export const ComputerGlyph = () => (
  <Glyph>
    <rect x="2.75" y="3.75" width="14.5" height="9.5" rx="1.75" />
    <path d="M7 16.5h6" />
  </Glyph>
);

export const CopyGlyph = () => (
  <Glyph>
    <rect x="7.25" y="7.25" width="9.5" height="9.5" rx="1.75" />
    <path d="M12.75 4.9A1.75 1.75 0 0 0 11 3.25H5A1.75 1.75 0 0 0 3.25 5v6c0 .9.7 1.7 1.65 1.75" />
  </Glyph>
);

export const CheckGlyph = glyph('M4 10.5 8.25 14.75 16 6');

export const OpenGlyph = glyph(
  'M11.5 3.5h5v5M16.25 3.75 9 11M14.5 12v2.75a1.75 1.75 0 0 1-1.75 1.75h-7.5a1.75 1.75 0 0 1-1.75-1.75v-7.5c0-.97.78-1.75 1.75-1.75H8',
  true,
);

export const EnlargeGlyph = glyph('M11.75 3.75h4.5v4.5M16 4l-4.25 4.25M8.25 16.25h-4.5v-4.5M4 16l4.25-4.25');

export const HiddenGlyph = glyph(
  'M3.5 3.5l13 13M8.2 8.3a2.5 2.5 0 0 0 3.5 3.5M5.4 5.6C3.7 6.7 2.6 8.4 2.2 10c.8 2.8 3.7 5.2 7.8 5.2 1.7 0 3.1-.4 4.3-1M8.4 4.95c.5-.1 1-.15 1.6-.15 4.1 0 7 2.4 7.8 5.2-.3 1-.9 2-1.7 2.9',
);

export const NoConnectionGlyph = () => (
  <Glyph>
    <path d="M3 8.2a10.4 10.4 0 0 1 3.2-2M9 5.3a10.4 10.4 0 0 1 8 2.9M6 11.4a6 6 0 0 1 2.7-1.5M12.6 10.4a6 6 0 0 1 1.4 1M4 3.5l12 13" />
    <circle cx="10" cy="14.8" r=".6" />
  </Glyph>
);

export const WarningGlyph = () => (
  <Glyph>
    <circle cx="10" cy="10" r="7.25" />
    <path d="M10 6.25v4.5M10 13.6v.1" />
  </Glyph>
);

export const BackGlyph = glyph('M12 4.5 6.5 10l5.5 5.5', true);

export const ForwardGlyph = glyph('M8 4.5 13.5 10 8 15.5', true);

export const AddGlyph = glyph('M10 4v12M4 10h12');

export const LockGlyph = () => (
  <Glyph>
    <rect x="4.25" y="8.75" width="11.5" height="8" rx="1.75" />
    <path d="M6.75 8.5V6.25a3.25 3.25 0 0 1 6.5 0V8.5" />
  </Glyph>
);

/** Three sliders. */
export const SettingsGlyph = () => (
  <Glyph>
    <path d="M3 5.5h7M13.5 5.5H17M3 10h2.5M9 10h8M3 14.5h8.5M15 14.5h2" />
    <circle cx="11.75" cy="5.5" r="1.75" />
    <circle cx="7.25" cy="10" r="1.75" />
    <circle cx="13.25" cy="14.5" r="1.75" />
  </Glyph>
);

export const ChevronGlyph = glyph('M4.5 7.5 10 13l5.5-5.5');

export const BinGlyph = glyph(
  'M4 5.75h12M8 5.5V4h4v1.5M5.5 6l.65 9.1a1.3 1.3 0 0 0 1.3 1.2h5.1a1.3 1.3 0 0 0 1.3-1.2L14.5 6M8.6 9v4M11.4 9v4',
);
