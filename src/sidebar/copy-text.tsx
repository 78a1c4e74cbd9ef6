import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Button } from './pieces';

interface Props {
  readonly id: string;
  readonly label: string;
  readonly button: string;
  readonly text: string;
}

/** A text to be taken elsewhere, with a button that copies it. */
export function CopyText({ id, label, button, text }: Props): JSX.Element {
  const box = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState('');
  const copy = async () => {
    box.current?.select();
    try {
      await navigator.clipboard.writeText(text);
      setCopied('Copied.');
    } catch {
      // A sidebar's frame may not be allowed to use the clipboard: the text is selected, so a keystroke does it.
      setCopied('Selected: press Ctrl+C (⌘C on a Mac) to copy.');
    }
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea id={id} ref={box} readOnly rows={5} value={text} dir="ltr" />
      <div class="row">
        <Button onPress={() => void copy()}>{button}</Button>
        <span class="quiet" role="status">
          {copied}
        </span>
      </div>
    </div>
  );
}
