import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const STANDARD_PATH = '/usr/bin/chromium';

/** Without the last ones Chromium asks Google's hosts for updates of its own, whatever page is open. */
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--disable-default-apps', '--disable-features=Translate,OptimizationHints,MediaRouter', '--font-render-hinting=none', '--disable-lcd-text',
];

/** Opens the system's Chromium; `CHROMIUM` names another one. Throws one sentence on what to install when there is none. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? STANDARD_PATH;
  if (!existsSync(executablePath)) {
    throw new Error(`There is no Chromium at ${executablePath}: install it (Debian: apt-get install chromium), or name it in the environment variable CHROMIUM.`);
  }
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
}
