/** What the person asked for on the command line and in the environment. */
export interface Plan {
  /** Folder of the files. */
  readonly out: string;
  readonly settings: readonly { readonly name: string; readonly value: string }[];
  /** True for the second embedded account, full of hostile and odd names. */
  readonly odd: boolean;
  /** The account to read; null for an embedded one. */
  readonly account: { readonly key: string; readonly baseUrl: string } | null;
  /** Do what approved rows ask for once the refresh is finished; null leaves Klaviyo as it is. `writeKey` null: none was given. */
  readonly apply: { readonly writeKey: string | null; readonly dryRun: boolean } | null;
}

export type CommandLine = { readonly kind: 'run'; readonly plan: Plan } | { readonly kind: 'help' } | { readonly kind: 'refused'; readonly sentence: string };

export const KLAVIYO = 'https://a.klaviyo.com';

export const HELP = `Reads a Klaviyo account, works out which lifecycle audiences its segments cover, and keeps the tracker.

  npm start -- [--out DIR] [--set "Name=value"]... [--account odd] [--apply-approved [--dry-run]]

  --out DIR            folder of coverage.xlsx, recommendations.md and the page to print, brief.html (default: out); an existing workbook is refreshed, human edits and all
  --set "Name=value"   sets a row of the Settings tab, such as "Planning window=90"; may be given any number of times
  --account odd        reads the second embedded account, full of hostile and odd names; "demo" is the first
  --apply-approved     after the refresh creates the segments of approved rows and makes retired ones inactive, and prints a line for each approved row;
                       needs KLAVIYO_WRITE_KEY and, once, --set "Allow changes in Klaviyo=Yes"
  --dry-run            beside --apply-approved: prints the same lines and changes nothing in Klaviyo
  --help               shows this text

  KLAVIYO_API_KEY      private key of the account to read; without one, a sample account is read
  KLAVIYO_WRITE_KEY    second private key, with segments:write: nothing is changed with the first one
  KLAVIYO_BASE_URL     address to ask in place of ${KLAVIYO}
`;

const WHICH_ACCOUNT = 'After --account comes "odd" or "demo", the embedded accounts.';

/** Reads arguments and environment. The first thing that cannot be meant ends in one sentence. */
export function readCommandLine(all: readonly string[], environment: Readonly<Record<string, string | undefined>>): CommandLine {
  const refused = (sentence: string): CommandLine => ({ kind: 'refused', sentence });
  let out = 'out';
  let embedded: string | null = null;
  let applies = false;
  let dryRun = false;
  const settings: { name: string; value: string }[] = [];
  for (let index = 0; index < all.length; index += 1) {
    const argument = all[index] as string;
    const [, flag = argument, inline] = /^(--[a-z]+)=(.*)$/s.exec(argument) ?? [];
    if (flag === '--help' || flag === '-h') return { kind: 'help' };
    if (flag === '--apply-approved') {
      applies = true;
      continue;
    }
    if (flag === '--dry-run') {
      dryRun = true;
      continue;
    }
    if (flag !== '--out' && flag !== '--set' && flag !== '--account')
      return refused(`There is no "${argument}"; --out DIR, --set "Name=value", --account, --apply-approved, --dry-run and --help are what can be given.`);
    const value = inline ?? all[(index += 1)];
    if (value === undefined || value === '')
      return refused(
        flag === '--out'
          ? 'After --out comes the folder to write to.'
          : flag === '--account'
            ? WHICH_ACCOUNT
            : 'After --set comes "Name=value", such as --set "Planning window=90".',
      );
    if (flag === '--out') {
      out = value;
      continue;
    }
    if (flag === '--account') {
      if (value !== 'odd' && value !== 'demo') return refused(WHICH_ACCOUNT);
      embedded = value;
      continue;
    }
    const at = value.indexOf('=');
    if (at < 1) return refused(`"${value}" names no value: write --set "Name=value", such as --set "Planning window=90".`);
    settings.push({ name: value.slice(0, at).trim(), value: value.slice(at + 1).trim() });
  }
  const key = environment['KLAVIYO_API_KEY']?.trim() ?? '';
  const address = environment['KLAVIYO_BASE_URL']?.trim() ?? '';
  if (key === '' && address !== '')
    return refused('KLAVIYO_BASE_URL is set but no key: set KLAVIYO_API_KEY too, or unset KLAVIYO_BASE_URL to read the sample account.');
  if (key !== '' && embedded !== null)
    return refused('--account reads an embedded account, but KLAVIYO_API_KEY is set: unset the key, or leave out --account.');
  const writeKey = environment['KLAVIYO_WRITE_KEY']?.trim() || null;
  if (dryRun && !applies) return refused('--dry-run goes with --apply-approved: it shows what that would do.');
  if (applies && !dryRun && key !== '' && writeKey === null)
    return refused('--apply-approved needs a second key: set KLAVIYO_WRITE_KEY, or add --dry-run to see what would be done.');
  const apply = applies ? { writeKey, dryRun } : null;
  if (key === '') return { kind: 'run', plan: { out, settings, odd: embedded === 'odd', account: null, apply } };
  const baseUrl = (address === '' ? KLAVIYO : address).replace(/\/+$/, '');
  if (!isAddress(baseUrl)) return refused(`KLAVIYO_BASE_URL is "${address}", which is no address; it looks like ${KLAVIYO}.`);
  return { kind: 'run', plan: { out, settings, odd: false, account: { key, baseUrl }, apply } };
}

function isAddress(text: string): boolean {
  try {
    return /^https?:$/.test(new URL(text).protocol);
  } catch {
    return false;
  }
}
