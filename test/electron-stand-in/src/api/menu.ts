/** `Menu` and `MenuItem`: their contents and the effects of clicks. Nothing draws them. */
import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import { guardClass } from '../guard.ts';
import { app } from './app.ts';

type ItemOptions = Electron.MenuItemConstructorOptions;

export class MenuItem
  implements Pick<Electron.MenuItem, 'id' | 'label' | 'type' | 'enabled' | 'visible' | 'checked' | 'click'>
{
  readonly id: string;
  readonly type: NonNullable<ItemOptions['type']>;
  readonly role: ItemOptions['role'];
  readonly accelerator: ItemOptions['accelerator'];
  readonly submenu: Menu | undefined;
  label: string;
  sublabel: string;
  toolTip: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  click: (event?: Electron.KeyboardEvent, window?: unknown, contents?: unknown) => void;

  constructor(options: ItemOptions) {
    this.id = options.id ?? '';
    this.type = options.type ?? (options.submenu ? 'submenu' : 'normal');
    this.role = options.role;
    this.accelerator = options.accelerator;
    this.submenu = toMenu(options.submenu);
    this.label = options.label ?? '';
    this.sublabel = options.sublabel ?? '';
    this.toolTip = options.toolTip ?? '';
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.click = (event = {}, window) => {
      if (!this.enabled) return;
      if (this.type === 'checkbox') this.checked = !this.checked;
      if (this.type === 'radio') this.checked = true;
      if (!options.click && this.role === 'quit') app.quit();
      // Both implement only some members; reading any other throws an error with its name.
      options.click?.(this as unknown as Electron.MenuItem, window as Electron.BaseWindow | undefined, event);
    };
  }
}
guardClass('MenuItem', MenuItem, ['commandId', 'icon', 'menu']);

let applicationMenu: Menu | null = null;

export class Menu extends EventEmitter {
  readonly items: MenuItem[] = [];

  append(item: MenuItem): void {
    this.items.push(item);
  }

  insert(position: number, item: MenuItem): void {
    this.items.splice(position, 0, item);
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }

  static buildFromTemplate(template: (ItemOptions | MenuItem)[]): Menu {
    const menu = new Menu();
    for (const each of template) menu.append(each instanceof MenuItem ? each : new MenuItem(each));
    return menu;
  }

  static setApplicationMenu(menu: Menu | null): void {
    applicationMenu = menu;
  }

  static getApplicationMenu(): Menu | null {
    return applicationMenu;
  }
}
guardClass('Menu', Menu);

function toMenu(submenu: ItemOptions['submenu']): Menu | undefined {
  if (submenu === undefined) return undefined;
  if (Array.isArray(submenu)) return Menu.buildFromTemplate(submenu);
  // This is the only such class here.
  return submenu as unknown as Menu;
}
