import { BlobCore, createBlob } from './blob';
import { enumeration } from './enumeration';
import { offer, signatureError, type Gate } from './refusal';

type Service = GoogleAppsScript.HTML.HtmlService;
type Output = GoogleAppsScript.HTML.HtmlOutput;

/** The page behind an `HtmlOutput`. */
export class HtmlCore {
  title = '';
  width = 300;
  height = 0;
  constructor(public content: string) {}
}

const SCRIPTLET = /<\?/;

/** "Meta tags included directly in an Apps Script HTML file are ignored" (HtmlOutput.addMetaTag). */
function withoutMeta(text: string): string {
  return text.replace(/<meta\b[^>]*>/gi, '');
}

function createOutput(core: HtmlCore, gate: Gate): Output {
  const set = (work: () => void): Output => {
    work();
    return output;
  };
  const members = {
    append: (text: string) =>
      set(() => {
        core.content += withoutMeta(text);
      }),
    appendUntrusted: (text: string) =>
      set(() => {
        core.content += String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
      }),
    clear: () =>
      set(() => {
        core.content = '';
      }),
    getContent: () => core.content,
    setContent: (content: string) =>
      set(() => {
        core.content = content;
      }),
    getTitle: () => core.title,
    setTitle: (title: string) =>
      set(() => {
        core.title = String(title);
      }),
    getWidth: () => core.width,
    setWidth: (width: number) =>
      set(() => {
        core.width = width;
      }),
    getHeight: () => core.height,
    setHeight: (height: number) =>
      set(() => {
        core.height = height;
      }),
    addMetaTag: (name: string, _content: string) =>
      set(() => {
        if (!['apple-mobile-web-app-capable', 'google-site-verification', 'mobile-web-app-capable', 'viewport'].includes(name))
          throw new Error(`The meta tag ${name} is not allowed.`);
      }),
    getBlob: () => createBlob(new BlobCore(Buffer.from(core.content, 'utf8'), 'text/html', null), gate),
  } satisfies Partial<Output>;
  const output: Output = offer<object>('HtmlOutput', members, gate, core) as Output;
  return output;
}

/** `HtmlService` over the pages that stand beside the script. `readPage` gives the text of one; null when there is none. */
export function createHtmlService(gate: Gate, readPage: (name: string) => string | null): Service {
  const page = (name: unknown): string => {
    if (typeof name !== 'string') throw signatureError([name], 'HtmlService.createHtmlOutputFromFile');
    const text = readPage(name.replace(/\.html$/, ''));
    if (text === null) throw new Error(`No HTML file named ${name} was found.`);
    return text;
  };
  const template = (text: string): GoogleAppsScript.HTML.HtmlTemplate => {
    if (SCRIPTLET.test(text)) throw new Error('HtmlTemplate with scriptlets is not offered by the local host.');
    const members = { evaluate: () => createOutput(new HtmlCore(text), gate), getRawContent: () => text };
    return offer<object>('HtmlTemplate', members, gate) as GoogleAppsScript.HTML.HtmlTemplate;
  };
  const members = {
    SandboxMode: enumeration<typeof GoogleAppsScript.HTML.SandboxMode>('SandboxMode', ['EMULATED', 'IFRAME', 'NATIVE']),
    XFrameOptionsMode: enumeration<typeof GoogleAppsScript.HTML.XFrameOptionsMode>('XFrameOptionsMode', ['ALLOWALL', 'DEFAULT']),
    createHtmlOutput: (html: unknown = '') => createOutput(new HtmlCore(String(html)), gate),
    createHtmlOutputFromFile: (name: string) => createOutput(new HtmlCore(withoutMeta(page(name))), gate),
    createTemplate: (html: unknown) => template(String(html)),
    createTemplateFromFile: (name: string) => template(page(name)),
  } satisfies Partial<Service>;
  return offer<object>('HtmlService', members, gate) as Service;
}
