/** Records the app's calls to the desktop. The real desktop sees only the tray. */
import type {
  Menu,
  MenuItem,
  MessageBoxOptions,
  NotificationConstructorOptions,
  Tray,
  Notification as ViewState,
} from 'electron';

export interface TrayLook {
  /** The image that was last set by its path; null if it is still the first one. */
  readonly image: string | null;
  readonly tooltip: string;
  /** The labels from top to bottom; a separator is ''. Disabled items are in brackets; items of a submenu are "Work > Show". */
  readonly menu: readonly string[];
}

export interface NotificationLook {
  readonly title: string;
  readonly body: string;
}

export interface DesktopControl {
  /** The tray icon; null while there is none. */
  tray(): TrayLook | null;
  /** Chooses from the tray's menu. Throws if that label is not there or cannot be chosen. */
  chooseFromTray(label: string): void;
  clickTray(): void;
  notifications(): readonly NotificationLook[];
  /** Clicks the notification with this number, the first being 0. */
  clickNotification(at: number): void;
  /** The questions on the screen, by their messages. */
  questions(): readonly string[];
  /** Presses a button of the first question. Throws if it has none of that label. */
  answer(label: string): void;
  /** The addresses that were opened in the browser. */
  opened(): readonly string[];
  clipboard(): string;
}

/** The observed parts of Electron. */
export interface Watched {
  readonly Tray: typeof Tray;
  readonly Notification: typeof ViewState;
  readonly shell: { openExternal(url: string): Promise<void> };
  readonly dialog: object;
  readonly clipboard: { writeText(text: string): Promise<void>; readText(): Promise<string> };
}

/**
 * Observes calls by replacing methods of prototypes, because Electron's exports can't be replaced, and a module that imported a
 * class would not see a replacement.
 */
export function watchDesktop(electron: Watched): DesktopControl {
  const tray = watchTray(electron.Tray);
  const notifications = watchNotifications(electron.Notification);
  const opened: string[] = [];
  let copied = '';
  Object.assign(electron.shell, {
    async openExternal(url: string) {
      opened.push(url);
    },
  });
  Object.assign(electron.clipboard, {
    async writeText(text: string) {
      copied = text;
    },
    readText: async () => copied,
  });
  const questions = watchQuestions(electron.dialog);
  return { ...tray, ...notifications, ...questions, opened: () => [...opened], clipboard: () => copied };
}

function watchQuestions(dialog: object) {
  const open: {
    readonly message: string;
    readonly buttons: readonly string[];
    readonly press: (at: number) => void;
  }[] = [];
  Object.assign(dialog, {
    showMessageBox: (...args: readonly MessageBoxOptions[]) =>
      new Promise((resolve) => {
        const { message, buttons = [], cancelId = 0, signal } = args.at(-1) ?? { message: '' };
        const question = {
          message,
          buttons,
          press(response: number) {
            open.splice(open.indexOf(question), 1);
            resolve({ response, checkboxChecked: false });
          },
        };
        open.push(question);
        signal?.addEventListener('abort', () => question.press(cancelId));
      }),
  });
  return {
    questions: () => open.map(({ message }) => message),
    answer(label: string) {
      const [question] = open;
      const at = question?.buttons.indexOf(label) ?? -1;
      if (!question || at < 0) throw new Error(`no question has "${label}": ${question?.buttons.join(' | ')}`);
      question.press(at);
    },
  };
}

function watchTray(Class: typeof Tray) {
  let current: Tray | null = null;
  let menu: Menu | null = null;
  let image: string | null = null;
  let tooltip = '';
  watch(Class.prototype, 'setImage', (tray, next) => {
    current = tray;
    image = typeof next === 'string' ? next : null;
  });
  watch(Class.prototype, 'setToolTip', (tray, next) => {
    current = tray;
    tooltip = String(next);
  });
  watch(Class.prototype, 'setContextMenu', (tray, next) => {
    current = tray;
    // This is the method's own parameter type.
    menu = next as Menu | null;
  });
  watch(Class.prototype, 'destroy', () => {
    current = null;
  });
  return {
    tray: () => (current ? { image, tooltip, menu: linesOf(menu).map(({ look }) => look) } : null),
    chooseFromTray(label: string) {
      const line = linesOf(menu).find(({ look, item }) => look === label && item.visible && !item.submenu);
      if (!line) {
        const there = linesOf(menu).map(({ look }) => look);
        throw new Error(`the tray's menu has no "${label}": ${there.join(' | ')}`);
      }
      line.item.click();
    },
    clickTray: () => void current?.emit('click'),
  };
}

/** All lines. A submenu's lines follow the line that opens it. */
function linesOf(menu: Menu | null | undefined): readonly { readonly look: string; readonly item: MenuItem }[] {
  return (menu?.items ?? []).flatMap((item) => [
    { look: lookOf(item), item },
    ...linesOf(item.submenu).map((beneath) => ({
      ...beneath,
      look: beneath.look && `${item.label} > ${beneath.look}`,
    })),
  ]);
}

function lookOf(item: MenuItem): string {
  if (item.type === 'separator') return '';
  return item.enabled ? item.label : `(${item.label})`;
}

function watchNotifications(Class: typeof ViewState) {
  const shown: ViewState[] = [];
  Object.assign(Class.prototype, {
    show(this: ViewState) {
      shown.push(this);
      setImmediate(() => this.emit('show', {}));
    },
  });
  const look = ({ title, body }: NotificationConstructorOptions) => ({ title: title ?? '', body: body ?? '' });
  return {
    notifications: () => shown.map(look),
    clickNotification: (at: number) => void shown[at]?.emit('click', {}),
  };
}

/** Lets `note` see each call of a method before it happens. */
function watch<T extends object>(
  prototype: T,
  name: keyof T & string,
  note: (self: T, argument: unknown) => void,
): void {
  const original = prototype[name];
  if (typeof original !== 'function') throw new Error(`the recorder finds no ${name} to watch`);
  Object.assign(prototype, {
    [name](this: T, ...args: readonly unknown[]) {
      note(this, args[0]);
      return Reflect.apply(original, this, args);
    },
  });
}
