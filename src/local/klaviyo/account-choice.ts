import type { AccountData } from './account-data';
import { createSampleAccount } from './sample-account';
import type { ScaledOptions } from './scaled-account';
import { createScaledAccount } from './scaled-account';
import { createCustomOrdersAccount, createEmptyAccount, createNoOrdersAccount, createTwoShopsAccount } from './small-accounts';

/** Which account to serve, in words that can be sent to another thread or process. */
export type AccountChoice =
  | { readonly kind: 'sample'; readonly seed: number; readonly now: number; readonly people?: number }
  | ({ readonly kind: 'scaled' } & ScaledOptions)
  | { readonly kind: 'empty' | 'no orders' | 'custom orders' | 'two shops'; readonly now: number };

/** Makes the account that was chosen. */
export function accountOf(choice: AccountChoice): AccountData {
  switch (choice.kind) {
    case 'sample': return createSampleAccount(choice);
    case 'scaled': return createScaledAccount(choice);
    case 'empty': return createEmptyAccount(choice);
    case 'no orders': return createNoOrdersAccount(choice);
    case 'custom orders': return createCustomOrdersAccount(choice);
    case 'two shops': return createTwoShopsAccount(choice);
  }
}
