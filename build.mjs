/**
 * Builds what clasp pushes (dist: one script, the sidebar's page, the manifest) and what runs on Node (build/local).
 *   node build.mjs [--quiet] [--push] [--addon] [--self-test]
 * --addon: the standalone script of .clasp.addon.json, for the Marketplace. --self-test: with a menu item that asks Google what its documents leave open.
 */
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const quiet = process.argv.includes('--quiet');
const push = process.argv.includes('--push');
const addon = process.argv.includes('--addon');
const selfTest = process.argv.includes('--self-test');
/** Which script clasp pushes to. */
const project = addon ? '.clasp.addon.json' : '.clasp.json';

/** Names that the entry file exports: each becomes a function that Apps Script can call. */
async function entryPoints(entry) {
  const { metafile } = await build({ entryPoints: [entry], bundle: true, format: 'esm', metafile: true, write: false, outdir: 'unused', logLevel: 'error' });
  return Object.values(metafile.outputs)[0].exports;
}

async function buildScript() {
  const entry = selfTest ? 'src/addon/main-self-test.ts' : 'src/addon/main.ts';
  const names = await entryPoints(entry);
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    outdir: 'unused',
    format: 'iife',
    globalName: 'segmentCoverage',
    // es2019: Apps Script's parser refuses #private and static fields.
    target: 'es2019',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'error',
  });
  refuseForeignInputs(metafile);
  const stubs = names.map((name) => `function ${name}() { return segmentCoverage.${name}.apply(this, arguments); }`);
  writeFileSync('dist/Code.js', `${outputFiles[0].text}\n${stubs.join('\n')}\n`);
}

/** The bundle must carry neither the SDK nor anything of the local host. */
function refuseForeignInputs(metafile) {
  const foreign = Object.keys(metafile.inputs).filter((path) => /^src\/(local|sidebar)\/|node_modules\/klaviyo-api\//.test(path));
  if (foreign.length > 0) throw new Error(`The bundle may not contain ${foreign.join(', ')}: import types only.`);
}

async function buildSidebar() {
  const { outputFiles } = await build({
    entryPoints: ['src/sidebar/main.tsx'],
    bundle: true,
    write: false,
    outdir: 'unused',
    format: 'iife',
    target: 'es2020',
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'error',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const script = outputFiles.find((file) => file.path.endsWith('.js'))?.text ?? '';
  const style = outputFiles.find((file) => file.path.endsWith('.css'))?.text ?? '';
  // A closing tag inside the script text would end the element early.
  const inline = (text) => text.replace(/<\/(script|style)/gi, '<\\/$1');
  const page = readFileSync('src/sidebar/sidebar.html', 'utf8')
    .replace('/*style*/', () => inline(style))
    .replace('/*script*/', () => inline(script));
  writeFileSync('dist/sidebar.html', page);
}

/** Programs that run on Node; packages stay in node_modules. */
async function buildLocal() {
  const entries = {
    command: 'src/local/demo/command.ts',
    preview: 'src/local/demo/preview.ts',
    'sample-worker': 'src/local/demo/sample-worker.ts',
    'http-worker': 'src/local/host/http-worker.ts',
    bench: 'test/bench/run.ts',
    'scaled-worker': 'test/bench/scaled-worker.ts',
    pictures: 'src/local/demo/pictures.ts',
    'preview-host': 'src/local/demo/preview/host-worker.ts',
  };
  const present = Object.fromEntries(Object.entries(entries).filter(([, path]) => existsSync(path)));
  await build({
    entryPoints: present,
    bundle: true,
    outdir: 'build/local',
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'error',
  });
}

/** What the preview's page loads: the page with its style, and the stand-in for google.script.run. */
async function buildPreviewPage() {
  await build({
    entryPoints: { 'preview-page': 'src/local/demo/preview/page/main.tsx', 'preview-shim': 'src/local/demo/preview/shim.ts' },
    bundle: true,
    outdir: 'build/local',
    format: 'iife',
    target: 'es2022',
    minify: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'error',
  });
}

/** Without a script id there is nothing to push to: says how to get one, before anything is built. */
function refuseWithoutScript() {
  const { scriptId } = JSON.parse(readFileSync(project, 'utf8'));
  if (scriptId) return;
  if (addon) {
    console.error(
      'There is no standalone script for the add-on yet. Run "npx clasp login" and then\n' +
        '  npx clasp --project .clasp.addon.json create-script --type standalone --title "Segment Coverage for Klaviyo" --rootDir dist\n' +
        'which writes the script id to .clasp.addon.json; then run "npm run push -- --addon" again. docs/publishing.md tells the rest.',
    );
    process.exit(1);
  }
  console.error(
    'There is no script to push to yet. Run "npx clasp login" and then\n' +
      '  npx clasp create-script --type sheets --title "Segment Coverage" --rootDir dist\n' +
      'which makes a new Google Sheet with its script and writes the script id to .clasp.json; then run "npm run push" again.\n' +
      'For a sheet that you already have: Extensions > Apps Script > Project Settings > Script ID, and put it in .clasp.json as "scriptId".',
  );
  process.exit(1);
}

if (push) refuseWithoutScript();
rmSync('dist', { recursive: true, force: true });
rmSync('build/local', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });
copyFileSync('appsscript.json', 'dist/appsscript.json');
await Promise.all([buildScript(), buildSidebar(), buildLocal(), buildPreviewPage()]);
if (!quiet) {
  for (const file of ['dist/Code.js', 'dist/sidebar.html']) {
    const text = readFileSync(file);
    console.log(`${file}  ${(text.length / 1024).toFixed(1)} KB, ${(gzipSync(text).length / 1024).toFixed(1)} KB compressed`);
  }
}
if (push) process.exit(spawnSync('npx', ['clasp', '--project', project, 'push', '--force'], { stdio: 'inherit' }).status ?? 1);
