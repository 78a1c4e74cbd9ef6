import type { Account } from '../account/inventory';

/** Locale of a currency that one country uses. */
const BY_CURRENCY: Readonly<Record<string, string>> = {
  USD: 'en-US',
  GBP: 'en-GB',
  AUD: 'en-AU',
  NZD: 'en-NZ',
  CAD: 'en-CA',
  JPY: 'ja-JP',
  TRY: 'tr-TR',
  SEK: 'sv-SE',
  NOK: 'nb-NO',
  DKK: 'da-DK',
  PLN: 'pl-PL',
  CZK: 'cs-CZ',
  CHF: 'de-CH',
  BRL: 'pt-BR',
  MXN: 'es-MX',
  INR: 'en-IN',
  ZAR: 'en-ZA',
  SGD: 'en-SG',
};
/** The euro is written as the country writes it that the time zone lies in. */
const BY_ZONE: Readonly<Record<string, string>> = {
  'Europe/Berlin': 'de-DE',
  'Europe/Vienna': 'de-AT',
  'Europe/Paris': 'fr-FR',
  'Europe/Madrid': 'es-ES',
  'Europe/Rome': 'it-IT',
  'Europe/Amsterdam': 'nl-NL',
  'Europe/Brussels': 'nl-BE',
  'Europe/Dublin': 'en-IE',
  'Europe/Lisbon': 'pt-PT',
  'Europe/Helsinki': 'fi-FI',
  'Europe/Athens': 'el-GR',
};

/** How numbers are written where an account does not tell its locale: as in the country of its currency or time zone, else as in the United States. */
export function localeOfPlace({ currency, timezone }: Pick<Account, 'currency' | 'timezone'>): string {
  return BY_CURRENCY[currency] ?? (currency === 'EUR' ? BY_ZONE[timezone] : undefined) ?? 'en-US';
}
