import { writeFileSync } from 'node:fs';
import { createSampleAccount } from '../../src/local/demo/sample/sample-account';
import type { AccountData } from '../../src/local/klaviyo/account-data';
import { READ_SCOPES } from '../../src/local/klaviyo/handler';
import { createCustomOrdersAccount, createEmptyAccount, createNoOrdersAccount, createTwoShopsAccount } from './accounts/small-accounts';
import { NOW, openWorld, type World } from './refreshed-sheet';

/** Something that a person can read, and where: `Tracker › Why, row 3`. */
export interface Said {
  readonly place: string;
  readonly text: string;
}

/** Accounts that differ in what their words depend on: locale and currency, what is set up, what the key may read. */
export const READ_ACCOUNTS: Readonly<Record<string, () => World>> = {
  sample: () => openWorld(demo()),
  odd: () => openWorld(demo(true)),
  german: () => openWorld(placed('de-DE', 'EUR', 'Europe/Berlin')),
  yen: () => openWorld(placed('ja-JP', 'JPY', 'Asia/Tokyo')),
  'without campaigns and events': () =>
    openWorld(demo(), { scopes: READ_SCOPES.filter((scope) => !['campaigns:read', 'events:read', 'forms:read'].includes(scope)) }),
  'without profiles and flows': () => openWorld(demo(), { scopes: READ_SCOPES.filter((scope) => !['profiles:read', 'flows:read'].includes(scope)) }),
  empty: () => openWorld(createEmptyAccount({ now: NOW })),
  'no orders': () => openWorld(createNoOrdersAccount({ seed: 1, now: NOW })),
  'own orders': () => openWorld(createCustomOrdersAccount({ seed: 1, now: NOW })),
  'two shops': () => openWorld(createTwoShopsAccount({ seed: 1, now: NOW })),
};

function demo(odd = false): AccountData {
  return createSampleAccount({ seed: 3, now: NOW, people: 700, odd });
}

function placed(locale: string, currency: string, timezone: string): AccountData {
  const account = demo();
  return { ...account, account: { ...account.account, locale, currency, timezone } };
}

/**
 * Everything that a person can read after a refresh: cells as the tabs hold them, notes of cells, the summary of the terminal, the document, the brief and
 * what the sidebar shows of the results, of each row, of settings and of changes.
 */
export function saidBy(world: World): readonly Said[] {
  const found: Said[] = [];
  const say = (place: string, text: unknown): void => {
    if (typeof text === 'string' && text.trim() !== '') found.push({ place, text });
  };
  for (const tab of world.host.state.workbook.tabs.filter(({ hidden }) => !hidden)) {
    const end = tab.contentEnd();
    for (let row = 1; row <= end.row; row += 1) {
      for (let column = 1; column <= end.column; column += 1) {
        const { value, note } = tab.cell(row, column);
        const header = tab.name === 'Summary' ? `R${row}C${column}` : `${String(tab.cell(1, column).value)}, row ${row}`;
        say(`${tab.name} › ${header}`, value);
        say(`${tab.name} › ${header}, note`, note);
      }
    }
  }
  const texts = ask(world, 'getTexts', null) as { readonly summary: string; readonly markdown: string; readonly brief: string };
  for (const [place, text] of [
    ['Terminal', texts.summary],
    ['Document', texts.markdown],
    ['Brief', texts.brief.replace(/<style>[^]*?<\/style>/g, '').replace(/<[^>]+>/g, '\n')],
  ] as const)
    text.split('\n').forEach((line, at) => say(`${place} › line ${at + 1}`, line));
  inside(ask(world, 'getResults', null), 'Sidebar, results', say);
  inside(ask(world, 'planChanges', { keys: null }), 'Sidebar, changes', say);
  inside((ask(world, 'getState', null) as { settings: unknown }).settings, 'Sidebar, settings', say);
  const keys = world
    .values('Tracker')
    .slice(1)
    .map(([key]) => String(key));
  for (const key of keys) inside(ask(world, 'getRow', { key, step: 0 }), `Sidebar, row ${key}`, say);
  return found;
}

function ask(world: World, call: string, argument: unknown): unknown {
  const answer = JSON.parse(String(world.host.run('callFromPage', call, JSON.stringify(argument)))) as { ok: boolean; value?: unknown; sentence?: string };
  return answer.ok ? answer.value : { sentence: answer.sentence };
}

/** Parts of the sidebar's answers that its page shows nobody as text: addresses, keys, what it copies for the API. */
const UNSEEN: ReadonlySet<string> = new Set(['key', 'link', 'definition', 'kind', 'documentUrl']);

function inside(value: unknown, place: string, say: (place: string, text: unknown) => void): void {
  if (typeof value === 'string') return say(place, value);
  if (typeof value !== 'object' || value === null) return;
  for (const [name, part] of Object.entries(value)) if (!UNSEEN.has(name)) inside(part, Array.isArray(value) ? place : `${place} › ${name}`, say);
}

/** The sentences of an account once each, with how often they stand with other names and figures, to be read by a person. */
export function distinct(said: readonly Said[]): readonly string[] {
  const kinds = new Map<string, { first: Said; times: number }>();
  for (const one of said) {
    const kind = `${one.place.replace(/(, row|line|row) .*$/, '')}: ${one.text.replace(/“(?:[^”]|””)*”/g, '“”').replace(/\d[\d.,]*/g, '0')}`;
    const known = kinds.get(kind);
    if (known) known.times += 1;
    else kinds.set(kind, { first: one, times: 1 });
  }
  return [...kinds.values()].map(({ first, times }) => `${times} × ${first.place}: ${first.text}`);
}

/*
 *     node build.mjs --quiet && npx esbuild test/build/read-through.ts --bundle --platform=node --outfile=build/local/read-through.cjs
 *     node build/local/read-through.cjs FOLDER [ACCOUNT …]
 *
 * writes what each account says to FOLDER/ACCOUNT.txt.
 */
const [, , folder, ...accounts] = process.argv;
if (require.main === module && folder !== undefined) {
  for (const name of accounts.length > 0 ? accounts : Object.keys(READ_ACCOUNTS)) {
    const world = READ_ACCOUNTS[name]?.();
    if (world === undefined) continue;
    const { state, sentence } = world.refresh();
    const said = saidBy(world);
    writeFileSync(`${folder}/${name}.txt`, [`${state}: ${sentence}`, ...distinct(said)].join('\n'));
    writeFileSync(`${folder}/${name}.json`, JSON.stringify(said));
  }
}
