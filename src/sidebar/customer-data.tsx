import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button, Part } from './pieces';

/** Where what was read of customers is kept, and the way to be rid of it. Deleting asks once more, because the next refresh takes longer. */
export function CustomerData({ busy, onDelete }: { busy: boolean; onDelete: () => Promise<boolean> }): JSX.Element {
  const [asked, setAsked] = useState(false);
  const remove = async (): Promise<void> => {
    await onDelete();
    setAsked(false);
  };
  return (
    <Part title="Customer data">
      <p class="quiet">
        What is read of customers (when they ordered, clicked and agreed; no names or addresses) is kept in a private file in your own Google Drive, not in this
        sheet.
      </p>
      {asked ? (
        <div role="group" aria-label="Delete customer data">
          <p>Delete it? The sheet keeps its figures; the next refresh reads everything anew.</p>
          <div class="row">
            <Button danger onPress={() => void remove()} busy={busy}>
              Yes, delete
            </Button>
            <Button onPress={() => setAsked(false)} busy={busy}>
              Keep it
            </Button>
          </div>
        </div>
      ) : (
        <div class="row">
          <Button danger onPress={() => setAsked(true)} busy={busy}>
            Delete customer data
          </Button>
        </div>
      )}
    </Part>
  );
}
