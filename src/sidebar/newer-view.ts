import type { RefreshView } from '../addon/protocol';

/** Before anything was heard. */
export const IDLE: RefreshView = {
  state: 'idle',
  step: '',
  done: 0,
  atLeast: null,
  expected: null,
  share: null,
  secondsLeft: null,
  requests: 0,
  startedAt: null,
  finishedAt: null,
  mine: false,
  sentence: '',
  notBefore: null,
};

/** True while a refresh has work left. */
export function isActive(view: RefreshView): boolean {
  return view.state === 'running' || view.state === 'waiting';
}

/**
 * Which of two answers tells of the later moment. Answers come in any order, and the one of a long execution was asked long before it is right, so what
 * they say decides: a later refresh before an earlier one, an end before what led to it, more requests before fewer.
 */
export function newerView(known: RefreshView, heard: RefreshView): RefreshView {
  if (known.startedAt === null) return heard;
  if (heard.startedAt === null || heard.startedAt < known.startedAt) return known;
  if (heard.startedAt > known.startedAt) return heard;
  if (!isActive(known) && isActive(heard)) return known;
  return isActive(known) && isActive(heard) && heard.requests < known.requests ? known : heard;
}
