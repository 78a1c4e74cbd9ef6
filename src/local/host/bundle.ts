import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

/** The parts of `appsscript.json` that the host obeys. */
export interface Manifest {
  readonly timeZone: string;
  readonly urlFetchWhitelist?: readonly string[];
  readonly oauthScopes?: readonly string[];
  readonly dependencies?: {
    readonly enabledAdvancedServices?: readonly { readonly userSymbol: string; readonly serviceId: string; readonly version: string }[];
  };
}

/** What clasp pushes: one script, the manifest, pages. */
export interface Bundle {
  readonly script: Script;
  readonly manifest: Manifest;
  /** The text of a page without its ending `.html`; null when there is none. */
  readonly readPage: (name: string) => string | null;
}

/** A bundle from text, for tests. */
export function bundleOf(code: string, manifest: Partial<Manifest> = {}, pages: Readonly<Record<string, string>> = {}): Bundle {
  return { script: new Script(code, { filename: 'Code.js' }), manifest: { timeZone: 'Etc/UTC', ...manifest }, readPage: (name) => pages[name] ?? null };
}

/** The bundle in a folder as the build leaves it. Throws when it was not built. */
export function loadBundle(folder: string): Bundle {
  const code = join(folder, 'Code.js');
  if (!existsSync(code)) throw new Error(`There is no ${code}: run "npm run build" first.`);
  return {
    script: new Script(readFileSync(code, 'utf8'), { filename: code }),
    manifest: JSON.parse(readFileSync(join(folder, 'appsscript.json'), 'utf8')) as Manifest,
    readPage: (name) => {
      const page = join(folder, `${name}.html`);
      return /^[\w-]+$/.test(name) && existsSync(page) ? readFileSync(page, 'utf8') : null;
    },
  };
}
