/** The messages between the main process and a preload's world: types only. */
import type { Encoded } from './codec.ts';

/** A key as `before-input-event` reports it. */
export interface KeyInput {
  readonly type: 'keyDown' | 'keyUp';
  readonly key: string;
  readonly code: string;
  readonly isAutoRepeat: boolean;
  readonly isComposing: boolean;
  readonly shift: boolean;
  readonly control: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
  readonly location: number;
  readonly modifiers: readonly string[];
}

/** From a window to main. */
export type ToMain =
  | { readonly kind: 'invoke'; readonly id: number; readonly channel: string; readonly args: Encoded }
  | { readonly kind: 'send'; readonly channel: string; readonly args: Encoded }
  | { readonly kind: 'key'; readonly input: KeyInput }
  | { readonly kind: 'zoom'; readonly direction: 'in' | 'out' }
  | { readonly kind: 'preload-failed'; readonly message: string };

/** From main to a window. */
export type ToWindow =
  | { readonly kind: 'message'; readonly channel: string; readonly args: Encoded }
  | { readonly kind: 'result'; readonly id: number; readonly value: Encoded }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string };

/** A preload's world, as it sees itself. */
export interface WorldFacts {
  /** Prefix of the names that only the two sides know. */
  readonly secret: string;
  readonly platform: string;
  readonly arch: string;
  readonly versions: Readonly<Record<string, string>>;
}
