import { existsSync } from 'node:fs';
import { posix, win32 } from 'node:path';

/** What the search for a browser looks at; the running machine by default. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly exists: (path: string) => boolean;
}

const HERE: Machine = { platform: process.platform, environment: process.env, exists: existsSync };

/** Programs that a Linux machine may have on its path, the one that changes least first. */
const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge-stable', 'microsoft-edge'];
const LINUX_PLACES = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome', '/opt/microsoft/msedge'];
const MAC_APPS = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
const WINDOWS_PROGRAMS = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe', 'Chromium\\Application\\chrome.exe'];

function onPath({ environment }: Machine): readonly string[] {
  const folders = [...new Set([...(environment['PATH'] ?? '').split(posix.delimiter).filter((folder) => folder !== ''), ...LINUX_PLACES])];
  return [...PROGRAMS, 'chrome', 'msedge'].flatMap((program) => folders.map((folder) => posix.join(folder, program)));
}

function places(machine: Machine): readonly string[] {
  const { environment } = machine;
  switch (machine.platform) {
    case 'darwin': {
      const folders = ['/Applications', ...(environment['HOME'] === undefined ? [] : [posix.join(environment['HOME'], 'Applications')])];
      return MAC_APPS.flatMap((app) => folders.map((folder) => posix.join(folder, `${app}.app`, 'Contents/MacOS', app)));
    }
    case 'win32': {
      const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => environment[name] ?? []);
      return WINDOWS_PROGRAMS.flatMap((program) => folders.map((folder) => win32.join(folder, program)));
    }
    default:
      return onPath(machine);
  }
}

/** Where an installed Chrome, Chromium or Edge lies on Linux, macOS or Windows; null when there is none. */
export function findBrowser(machine: Machine = HERE): string | null {
  return places(machine).find(machine.exists) ?? null;
}
