/** A number as a person in the United States writes it, every digit kept: `1,250.5`, `-3`. */
export function plainNumber(value: number): string {
  const [whole = '', fraction] = String(Math.abs(value)).split('.');
  if (!/^\d+$/.test(whole) || fraction?.includes('e')) return String(value);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${value < 0 ? '-' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** A number and its noun, every digit kept: `1 day`, `1,200 days`, `0 items`. */
export function numbered(value: number, noun: string, plural = `${noun}s`): string {
  return `${plainNumber(value)} ${value === 1 ? noun : plural}`;
}

/** A number of percent as a rule has it, every digit kept: `35%`. */
export function percentage(value: number): string {
  return `${plainNumber(value)}%`;
}
