import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { findBrowser } from './find-browser';
import { packagedBrowser } from './packaged-browser';

/** Without the last ones Chromium asks Google's hosts for updates of its own, whatever page is open. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-default-apps',
  '--disable-features=Translate,OptimizationHints,MediaRouter',
  '--font-render-hinting=none',
  '--disable-lcd-text',
];

/** `CHROMIUM=package` takes the packaged browser although one is installed. */
const PACKAGED = 'package';

/**
 * Opens an installed Chrome, Chromium or Edge, or the browser of an npm package where none is installed; the environment variable `CHROMIUM` names
 * another one. Throws one sentence on what to install when there is none at all.
 */
export async function openBrowser(): Promise<Browser> {
  const named = process.env.CHROMIUM ?? '';
  if (named !== '' && named !== PACKAGED && !existsSync(named)) {
    throw new Error(`There is no browser at ${named}, which the environment variable CHROMIUM names: name another one, or unset it.`);
  }
  const installed = named === PACKAGED ? null : named === '' ? findBrowser() : named;
  if (installed !== null) return chromium.launch({ executablePath: installed, headless: true, args: FLAGS });
  const packaged = packagedBrowser();
  if (packaged === null) {
    throw new Error('There is no Chrome, Chromium or Edge on this machine: install one, or name it in the environment variable CHROMIUM.');
  }
  return chromium.launch({ executablePath: packaged.executablePath, headless: true, args: FLAGS, env: { ...definedOf(process.env), ...packaged.environment } });
}

function definedOf(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
