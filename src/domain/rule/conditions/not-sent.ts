import { noneIn } from '../answers';
import { noneOf } from '../prove/claims';
import type { ConditionKind } from '../condition-kind';
import { NOWHERE, ORDINARY, none } from '../condition-kind';
import { describeTime } from '../describe-filter';
import type { TimeFilter } from '../filter';
import type { JsonObject } from '../json';
import { withKeys } from '../json';
import { isAllTime } from '../metric-words';
import { parseTimeFilter, writeFilter } from '../parse-filter';

/** Was not sent a message of the channel in the window; flows only. */
export interface NotSentCondition {
  readonly kind: 'not-sent';
  readonly channel: 'email' | 'sms' | 'push';
  readonly timeframe: TimeFilter;
}

const MESSAGES: Readonly<Record<NotSentCondition['channel'], string>> = { email: 'an email', sms: 'an SMS', push: 'a push notification' };

const parserOf =
  (channel: NotSentCondition['channel']) =>
  (source: JsonObject): NotSentCondition | null => {
    const condition = withKeys(source, ['type', 'timeframe_filter']);
    return condition && { kind: 'not-sent', channel, timeframe: parseTimeFilter(condition['timeframe_filter']) };
  };

export const notSent: ConditionKind<NotSentCondition> = {
  ...ORDINARY,
  parse: { 'profile-not-sent-email': parserOf('email'), 'profile-not-sent-sms': parserOf('sms'), 'profile-not-sent-push': parserOf('push') },
  write: ({ channel, timeframe }) => ({ type: `profile-not-sent-${channel}`, timeframe_filter: writeFilter(timeframe) }),
  describe: ({ channel, timeframe }, names) =>
    isAllTime(timeframe) ? `was never sent ${MESSAGES[channel]}` : `was not sent ${MESSAGES[channel]} ${describeTime(timeframe, names.formats)}`,
  topic: () => 'not-sent',
  evaluate: ({ channel, timeframe }, facts, at) => noneIn(timeframe, at, (span) => facts.messagesSent(channel, span)),
  formula: ({ channel, timeframe }, context) => noneOf(`sent ${channel}`, timeframe, context),
  refer: ({ timeframe }, to) => to.filter('not-sent', timeframe),
  numbers: none,
  evidence: () => NOWHERE,
  flowOnly: ({ channel }) => `messages already sent by ${channel}`,
};
