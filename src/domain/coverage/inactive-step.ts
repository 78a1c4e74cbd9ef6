/**
 * How a segment goes out of use, one step. Klaviyo's help says that a person cannot make a segment inactive by hand: its API can, for which a row is approved,
 * and Klaviyo does so itself after 45 days without any activity (365 for a starred one). `names`: in quotation marks.
 */
export function inactiveStep(names: string): string {
  return (
    `Leave ${names} unused: Klaviyo has no button to make a segment inactive, and does so by itself after 45 days without any activity. ` +
    'With changes switched on, the sidebar does it at once for an approved row, and takes it back for 30 days.'
  );
}
