import type { Answer, ArgumentOf, FieldProblem, PageCall, ProblemKind, ResultOf } from '../addon/protocol';

/** What google.script.run offers; this file alone names it. */
interface Runner {
  withSuccessHandler(handler: (answer: unknown) => void): Runner;
  withFailureHandler(handler: (error: Error) => void): Runner;
  callFromPage(name: string, argument: string): void;
}
declare const google: { readonly script: { readonly run: Runner } };

/** The server's kinds of failure and the page's own two: no answer came, or the page itself failed. */
export type PageProblemKind = ProblemKind | 'no-answer' | 'page';

/** What went wrong, in the server's own sentence. */
export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(
    sentence: string,
    readonly kind: PageProblemKind,
    readonly link: string | null = null,
    /** Of settings that were refused. */
    readonly fields: readonly FieldProblem[] = [],
  ) {
    super(sentence);
  }
}

const NO_ANSWER = 'Google Sheets did not answer. Check your connection, then try again; nothing in the sheet was lost.';

/** Asks the server; rejects with a `Problem` whose message is a sentence for the person. */
export function ask<C extends PageCall>(call: C, argument: ArgumentOf<C>): Promise<ResultOf<C>> {
  return new Promise((resolve, reject) => {
    google.script.run
      .withSuccessHandler((text) => {
        const answer = parse<ResultOf<C>>(text);
        if (answer?.ok === true) resolve(answer.value);
        else reject(new Problem(answer?.sentence ?? NO_ANSWER, answer?.kind ?? 'no-answer', answer?.link ?? null, answer?.fields));
      })
      // Google's own failures (signed out, offline, execution killed) come as technical messages: the sentence is ours.
      .withFailureHandler(() => reject(new Problem(NO_ANSWER, 'no-answer')))
      .callFromPage(call, JSON.stringify(argument));
  });
}

function parse<T>(text: unknown): Answer<T> | null {
  try {
    return JSON.parse(String(text)) as Answer<T>;
  } catch {
    return null;
  }
}
