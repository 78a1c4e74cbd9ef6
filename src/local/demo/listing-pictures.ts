import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { smallPng } from './preview/small-png';

/** Three overlapping audiences of which one is covered: no mark of Klaviyo's or Google's. */
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128" width="100%" height="100%">
  <rect width="128" height="128" rx="26" fill="#1f3a5f"/>
  <circle cx="50" cy="54" r="30" fill="#7fd1ae"/><circle cx="80" cy="54" r="30" fill="none" stroke="#fff" stroke-width="6"/>
  <circle cx="65" cy="80" r="30" fill="none" stroke="#ffd166" stroke-width="6"/></svg>`;

const BANNER = `<div style="width:220px;height:140px;background:#1f3a5f;color:#fff;font:600 17px/1.25 sans-serif;display:flex;align-items:center;gap:12px;padding:0 14px;box-sizing:border-box">
  <div style="width:64px;height:64px;flex:none">${ICON}</div><div>Segment Coverage for Klaviyo</div></div>`;

/** Sizes that the Marketplace's store listing takes, in pixels. */
const DRAWINGS: readonly { readonly file: string; readonly width: number; readonly height: number; readonly html: string }[] = [
  { file: 'icon-32.png', width: 32, height: 32, html: ICON },
  { file: 'icon-128.png', width: 128, height: 128, html: ICON },
  { file: 'banner.png', width: 220, height: 140, html: BANNER },
];

/** Draws the listing's icons and banner into the folder. */
export async function drawListing(browser: Browser, folder: string): Promise<void> {
  for (const { file, width, height, html } of DRAWINGS) {
    const page = await browser.newPage({ viewport: { width, height } });
    await page.setContent(`<body style="margin:0;background:transparent">${html}</body>`);
    writeFileSync(join(folder, file), smallPng(await page.screenshot()));
    await page.close();
  }
}
