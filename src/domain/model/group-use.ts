/** One use of a list or segment. */
export interface GroupUse {
  readonly by: { readonly type: 'campaign' | 'flow' | 'segment' | 'form'; readonly id: string; readonly name: string };
  readonly how:
    | 'campaign include'
    | 'campaign exclude'
    | 'flow trigger'
    | 'flow filter'
    | 'flow branch'
    | 'flow message filter'
    | 'flow list update'
    | 'segment rule'
    | 'form submits to';
  /** True when live: live flow, scheduled or sending campaign, campaign of the planning window, kept segment. */
  readonly live: boolean;
  /** Through a segment that refers to it rather than itself. */
  readonly indirect: boolean;
  /** Last send or, for flows and segments, null. */
  readonly at: number | null;
}
