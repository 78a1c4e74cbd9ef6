type Range = GoogleAppsScript.Spreadsheet.Range;

/**
 * Enters a block. A dropdown that refuses other values may stand where a person moved it (a column that took another's header, a rule of their own), and
 * one refused cell would stop every refresh from then on: such rules are kept but made to warn instead of refuse, and the block is entered again.
 */
export function enterBlock(range: Range, enter: (range: Range) => void): void {
  try {
    enter(range);
  } catch (error) {
    const rules = range.getDataValidations();
    const refuses = rules.some((row) => row.some((rule) => rule !== null && !rule.getAllowInvalid()));
    if (!refuses) throw error;
    range.setDataValidations(rules.map((row) => row.map((rule) => (rule === null ? null : rule.copy().setAllowInvalid(true).build()))));
    enter(range);
  }
}
