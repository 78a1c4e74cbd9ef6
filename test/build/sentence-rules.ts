/** What no sentence of the product may hold, whatever the account: each with what it would look like. */
const RULES: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['cents in thousands', /[$€£¥]\s?\d{1,3}(?:[,.]\d{3})+[.,]\d{2}(?!\d)|(?<!\d)\d{1,3}(?:[,.]\d{3})+[.,]\d{2}\s?[€$]/],
  ['raw JSON', /\{"[a-z_]+":/],
  ['one of several', /\b1 (?:people|profiles|members|campaigns|flows|segments|lists|rows|days|orders|places)\b/],
  ['one with the verb of several', /(?<![\d,.] |\d of )\b1 of (?:the )?[\d,.]+ (?:people|profiles)[^.;:]*? (?:have|are) /],
  ['a wrong article', /\ba RFM\b|\ban (?:list|segment|campaign)\b/],
  ['broken grammar', /asks that someone|It among its|who (?:country|predicted|historic|expected|churn|profile creation)/],
  ['a house word', /working value from practice|stands by hand in|Joined lately|held against the rules|Method: fallback/],
  ['a parameter’s inner name', /: (?:p80|aov p80|clv p80|hv|new days|lead days|sub key|quiz key|discount shape)$/],
];

/** Every breach in the texts, as `what: the text`; names of the account, which may hold anything, are left out. */
export function sentenceBreaches(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => {
    const said = text.replace(/“(?:[^”]|””)*”/g, '“”').replace(/\[[^\]]*\]\(<[^>]*>\)/g, '[]');
    return RULES.filter(([, pattern]) => pattern.test(said)).map(([what]) => `${what}: ${text.slice(0, 300)}`);
  });
}
