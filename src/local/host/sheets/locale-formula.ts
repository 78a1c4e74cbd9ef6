/** True where the locale writes a decimal comma: there the arguments of formulas are separated by semicolons. */
export function hasDecimalComma(locale: string): boolean {
  return new Intl.NumberFormat(locale.replace('_', '-')).format(1.5).includes(',');
}

/**
 * Refuses a formula that the spreadsheet's locale does not read. Google's API takes formulas with the locale's own separators ("Locale of spreadsheet has to
 * be set to en_US, otherwise formulas can't be parsed (for example in de_DE)", google-marketing-solutions/advanced-bidding-manager#1); whether
 * SpreadsheetApp refuses or keeps a dead rule is not documented: assumed here is the refusal.
 */
export function requireLocalSeparators(formula: string, locale: string): void {
  const bare = formula.replace(/"[^"]*"/g, '');
  if (bare.includes(hasDecimalComma(locale) ? ',' : ';')) throw new Error('Formula parse error.');
}
