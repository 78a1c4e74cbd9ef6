/** Members of the European Union (2026), by name and by code; countries come as either. */
const EUROPEAN_UNION: readonly (readonly string[])[] = [
  ['Austria', 'AT'],
  ['Belgium', 'BE'],
  ['Bulgaria', 'BG'],
  ['Croatia', 'HR'],
  ['Cyprus', 'CY'],
  ['Czech Republic', 'Czechia', 'CZ'],
  ['Denmark', 'DK'],
  ['Estonia', 'EE'],
  ['Finland', 'FI'],
  ['France', 'FR'],
  ['Germany', 'DE'],
  ['Greece', 'GR'],
  ['Hungary', 'HU'],
  ['Ireland', 'IE'],
  ['Italy', 'IT'],
  ['Latvia', 'LV'],
  ['Lithuania', 'LT'],
  ['Luxembourg', 'LU'],
  ['Malta', 'MT'],
  ['Netherlands', 'The Netherlands', 'NL'],
  ['Poland', 'PL'],
  ['Portugal', 'PT'],
  ['Romania', 'RO'],
  ['Slovakia', 'SK'],
  ['Slovenia', 'SI'],
  ['Spain', 'ES'],
  ['Sweden', 'SE'],
];
const EUROPEAN = new Set(EUROPEAN_UNION.flat().map((name) => name.toLowerCase()));
const AMERICAN = new Set(['united states', 'united states of america', 'us', 'usa']);

/** Klaviyo's region of a country; null for any other place. */
export function placeOf(country: string): 'european_union' | 'united_states' | null {
  const name = country.trim().toLowerCase();
  return EUROPEAN.has(name) ? 'european_union' : AMERICAN.has(name) ? 'united_states' : null;
}
