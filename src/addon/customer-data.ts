import { isActive } from '../refresh/job';
import { emptyOldCells } from '../sheet/places';
import { readJob } from './job-shelf';
import { userToken } from './key-vault';
import { sheetStore } from './open-sheet';
import { deleteRecordFiles } from './record-file';
import { whenFree } from './settings-shelf';
import { Told } from './told';

/** Deletes what was read of customers: this person's file, and what an earlier version left in the sheet. Says what is left. */
export function deleteCustomerData(): { readonly sentence: string } {
  return whenFree(() => {
    const job = readJob();
    if (isActive(job) && job.startedBy === userToken()) throw new Told({ kind: 'busy' });
    const inSheet = emptyOldCells(sheetStore());
    const deleted = deleteRecordFiles();
    return {
      sentence: [
        deleted > 0 || inSheet ? 'Deleted: what was read of your customers.' : 'There was nothing of your customers to delete.',
        ...whatIsLeft(inSheet),
      ].join(' '),
    };
  });
}

function whatIsLeft(wasInSheet: boolean): readonly string[] {
  return [
    'What is left tells of no single person: the tabs of this sheet with their figures, and the recommendation document.',
    'Somebody else who refreshed this sheet has a file of their own and deletes it here as well.',
    ...(wasInSheet
      ? [
          'Earlier versions of this sheet (File › Version history) still hold what an older version of the add-on kept in a hidden tab; make a copy of the sheet and delete this one to be rid of them.',
        ]
      : []),
    'The next refresh reads everything anew.',
  ];
}
