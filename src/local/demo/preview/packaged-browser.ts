import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The browser of the npm package `@sparticuz/chromium`, unpacked. */
export interface PackagedBrowser {
  readonly executablePath: string;
  /** With these it finds the libraries and fonts that the package brings, whatever the machine has. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The package unpacks its system libraries only where it believes to run in this environment. */
const WITH_LIBRARIES = { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
const UNPACK = "import chromium from '@sparticuz/chromium'; await chromium.executablePath();";

const FONTS = 'own-fonts.conf';
/** The machine's fonts if it has any, then those of the package; the package's own list names folders of the cloud it was made for. */
const fontsIn = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts</dir><dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'font-cache')}</cachedir></fontconfig>
`;

/**
 * Unpacks the browser beside the package (200 MB, some seconds), once: it is made in a folder of its own and moved in place whole, so that several
 * processes may ask at the same time. Null on a machine that the package has no browser for (it has one for Linux on x64) or that lacks the package.
 */
export function packagedBrowser(): PackagedBrowser | null {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const modules = modulesWith('@sparticuz/chromium/package.json');
  if (modules === null) return null;
  const { version } = JSON.parse(readFileSync(join(modules, '@sparticuz/chromium/package.json'), 'utf8')) as { version: string };
  const folder = join(modules, '.cache', `chromium-${version}`);
  if (!existsSync(folder)) unpack(modules, folder);
  return { executablePath: join(folder, 'chromium'), environment: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: join(folder, FONTS) } };
}

function unpack(modules: string, folder: string): void {
  mkdirSync(dirname(folder), { recursive: true });
  const made = mkdtempSync(`${folder}-`);
  try {
    execFileSync(process.execPath, ['--input-type=module', '-e', UNPACK], { cwd: dirname(modules), env: { ...process.env, ...WITH_LIBRARIES, TMPDIR: made } });
    writeFileSync(join(made, FONTS), fontsIn(folder));
    renameSync(made, folder);
  } catch (error) {
    rmSync(made, { recursive: true, force: true });
    // Another process was first.
    if (!existsSync(folder)) throw error;
  }
}

/** The nearest `node_modules` above this file that has the file. */
function modulesWith(file: string): string | null {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const modules = join(folder, 'node_modules');
    if (existsSync(join(modules, file))) return modules;
  }
  return null;
}
