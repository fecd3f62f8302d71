/** The state marks: a ring is the computer's place, the disc is the sign-in. */
import { html } from './html.ts';

const RING = html`<path fill-rule="evenodd" d="M1 8a7 7 0 1 1 14 0a7 7 0 1 1 -14 0ZM2.5 8a5.5 5.5 0 1 1 11 0a5.5 5.5 0 1 1 -11 0Z"/>`;

export const MARKS = {
  ok: html`<svg class="mark" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${RING}<circle cx="8" cy="8" r="3.25"/></svg>`,
  working: html`<svg class="mark" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path fill-rule="evenodd" d="M1 6.5a5.5 5.5 0 1 1 11 0a5.5 5.5 0 1 1 -11 0ZM2.5 6.5a4 4 0 1 1 8 0a4 4 0 1 1 -8 0Z"/><circle class="mark__gap" cx="10.75" cy="10.75" r="4.75"/><circle cx="10.75" cy="10.75" r="3.75"/></svg>`,
  attention: html`<svg class="mark mark--attention" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path fill-rule="evenodd" d="M1 8a7 7 0 1 1 14 0a7 7 0 1 1 -14 0ZM8 4a1 1 0 0 0 -1 1v3a1 1 0 0 0 2 0v-3a1 1 0 0 0 -1 -1ZM6.75 11.25a1.25 1.25 0 1 1 2.5 0a1.25 1.25 0 1 1 -2.5 0Z"/></svg>`,
};
