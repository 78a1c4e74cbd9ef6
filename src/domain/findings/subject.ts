/** What a finding is about. */
export interface Subject {
  readonly type: 'segment' | 'list' | 'campaign' | 'flow';
  readonly id: string;
}

/** A finding's subject for a segment. */
export const segmentSubject = (id: string): Subject => ({ type: 'segment', id });
/** A finding's subject for a list. */
export const listSubject = (id: string): Subject => ({ type: 'list', id });

/** A subject as one text, for use as a key. */
export function subjectKey(subject: Subject): string {
  return `${subject.type} ${subject.id}`;
}
