import { enumeration, memberOf } from './enumeration';
import { HtmlCore } from './html';
import { coreOf, offer, signatureError, type Gate } from './refusal';

type Ui = GoogleAppsScript.Base.Ui;
type Menu = GoogleAppsScript.Base.Menu;

export const UI_ENUMS = {
  Button: enumeration<typeof GoogleAppsScript.Base.Button>('Button', ['CLOSE', 'OK', 'CANCEL', 'YES', 'NO']),
  ButtonSet: enumeration<typeof GoogleAppsScript.Base.ButtonSet>('ButtonSet', ['OK', 'OK_CANCEL', 'YES_NO', 'YES_NO_CANCEL']),
};

/** One entry of a menu: an item with its function, a line, or a menu within. */
export type MenuEntry = { readonly caption: string; readonly handler: string } | 'separator' | MenuShown;
export interface MenuShown {
  readonly caption: string;
  readonly addon: boolean;
  readonly entries: readonly MenuEntry[];
}
/** A page that a script showed. */
export interface PageShown {
  readonly kind: 'sidebar' | 'dialog';
  readonly title: string;
  readonly html: string;
}
/** A person's answer to an alert or a prompt: the name of the button, and the text for a prompt. */
export interface Answer {
  readonly button: 'CLOSE' | 'OK' | 'CANCEL' | 'YES' | 'NO';
  readonly text?: string;
}

export interface UiOptions {
  readonly gate: Gate;
  readonly showMenu: (menu: MenuShown) => void;
  readonly showPage: (page: PageShown) => void;
  readonly ask: (kind: 'alert' | 'prompt', title: string, text: string) => Answer;
}

class MenuCore {
  readonly entries: MenuEntry[] = [];
  constructor(
    readonly caption: string,
    readonly addon: boolean,
  ) {}
}

function createMenu(core: MenuCore, { gate, showMenu }: UiOptions): Menu {
  const shown = (): MenuShown => ({ caption: core.caption, addon: core.addon, entries: [...core.entries] });
  const members = {
    addItem: (caption: string, handler: string) => {
      core.entries.push({ caption: String(caption), handler: String(handler) });
      return menu;
    },
    addSeparator: () => {
      core.entries.push('separator');
      return menu;
    },
    addToUi: () => showMenu(shown()),
  } satisfies Partial<Menu>;
  const menu: Menu = offer<object>('Menu', members, gate, core) as Menu;
  return menu;
}

/** The sheet's `Ui` for a script that a person started. */
export function createUi(options: UiOptions): Ui {
  const { gate, showPage, ask } = options;
  const titled = (all: readonly unknown[]): [string, string] => {
    const texts = all.filter((one) => typeof one === 'string') as string[];
    if (texts.length === 0) throw signatureError(all, 'Ui.alert');
    return texts.length > 1 ? [texts[0] as string, texts[1] as string] : ['', texts[0] as string];
  };
  const page = (kind: PageShown['kind'], output: unknown, title: string | null): void => {
    const core = coreOf(output, HtmlCore, 'Ui.showSidebar');
    showPage({ kind, title: title ?? core.title, html: core.content });
  };
  const members = {
    ...UI_ENUMS,
    createAddonMenu: () => createMenu(new MenuCore('', true), options),
    createMenu: (caption: string) => createMenu(new MenuCore(String(caption), false), options),
    alert: (...all: readonly unknown[]) => memberOf(UI_ENUMS.Button, ask('alert', ...titled(all)).button),
    showSidebar: (output: unknown) => page('sidebar', output, null),
  };
  return offer<object>('Ui', members, gate) as Ui;
}
