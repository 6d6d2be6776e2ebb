// The page as a person meets it, in headless Chromium from a plain server of files: it opens, shows the answer and
// the digest of the native program, a slider moves, the link is shared and opened by somebody else, a file comes and
// goes, the network fails. Needs build/release, build/web/site, chromium and chromium-driver.
//   node tests/web/walk.mjs [FOLDER_FOR_PICTURES]

import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {Driver, serve, wait} from './browser.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const pictures = process.argv[2] || join(root, 'out/web');
mkdirSync(pictures, {recursive: true});
const runs = '64';

const native = (...words) => JSON.parse(execFileSync(join(root, 'build/release/bin/palabre'),
  ['run', ...words, '--json'], {cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']}));
const quiet = async (browser) => {
  const said = await browser.console();
  assert.deepEqual(said.filter((line) => !line.startsWith('INFO') && !line.startsWith('DEBUG')), [], 'the console');
};

const site = await serve(join(root, 'build/web/site'));
const driver = await Driver.start();
let step = '';
const steps = [];
const begin = (name) => { step = name; steps.push(name); console.log('-- ' + name); };
try {
  begin('opens, and shows the digest and the answer of the native program');
  const one = await driver.open();
  await one.go(`${site.url}?lang=en&scenario=dicko_truce_and_release&n=${runs}`);
  const first = await one.answered();
  const run = native('scenarios/dicko_truce_and_release.toml', '-n', runs);
  assert.equal(first.digest, run.digest);
  console.log(`   first picture ${first.firstPaint} ms, first answer ${first.firstAnswer} ms (of the second load)`);
  assert.equal(await one.run('return crossOriginIsolated'), true);
  await one.picture(join(pictures, 'english.png'));

  begin('the same as text beside the canvas');
  const text = await one.run('return document.getElementById("text").innerText');
  for (const word of ['Outcome', 'Truce stands', 'A thinking aid, not a forecast', run.digest])
    assert.ok(text.includes(word), `no "${word}" in the text of the page:\n${text.slice(0, 800)}`);
  assert.ok((await one.run('return document.getElementById("answer").textContent')).length > 20, 'no answer');

  begin('settles');
  await one.until('settled', (d) => d.settled === 'true', 300);
  await quiet(one);

  begin('a key moves a slider, and the link holds it');
  await one.keys('Escape');
  await one.keys('Tab');
  await one.keys('Shift', 'Right');
  const moved = await one.until('another digest', (d) => d.digest && d.digest !== first.digest && d.waited === 'false');
  await one.keys('Control', 'l');
  const link = await one.url();
  assert.match(link, /#palabre2:[\w-]{20,80}$/);
  assert.equal(native(link.split('#')[1]).digest, moved.digest, 'the native program reads the link otherwise');
  await quiet(one);

  begin('somebody else opens the link, in French');
  const two = await driver.open(['--lang=fr', '--accept-lang=fr']);
  await two.go(link.replace(/\?[^#]*/, ''));
  const opened = await two.answered();
  assert.equal(opened.digest, moved.digest);
  assert.equal(await two.run('return document.documentElement.lang'), 'fr');
  await two.picture(join(pictures, 'french.png'));
  await quiet(two);

  begin('a damaged link is told, in the window and beside it');
  const three = await driver.open();
  await three.go(`${site.url}?lang=fr#palabre1:AAAA`);
  const told = await three.until('told', (d) => d.problem, 60);
  assert.match(told.problem, /endommagé|abîmé/);
  await three.picture(join(pictures, 'damaged.png'));
  await quiet(three);
  await three.close();

  begin('a file is chosen, changed, and saved as a download; it is based on a shipped one');
  const folder = mkdtempSync(join(tmpdir(), 'palabre-files-'));
  const mine = join(folder, 'mine.toml');
  writeFileSync(mine, `format = 1\nbase = "baseline.toml"\nreplicates = ${runs}\n[levers]\nmediator = "dicko"\n`);
  const four = await driver.open();
  await four.downloadsTo(folder);
  await four.go(site.url + '?lang=en');  // without changes, or it would ask whether to keep them
  await four.answered();
  await four.choose('#file', mine);
  const chosen = native(mine);
  await four.until('the file', (d) => d.digest === chosen.digest && d.waited === 'false');
  for (const key of ['Escape', 'Escape', 'Tab']) await four.keys(key);
  await four.keys('Shift', 'Right');
  const changed = await four.until('changed', (d) => d.digest && d.digest !== chosen.digest && d.waited === 'false');
  rmSync(mine);
  await four.keys('Control', 's');
  for (let k = 0; k < 100 && !existsSync(mine); ++k) await wait(100);
  assert.equal(native(mine).digest, changed.digest, 'what was downloaded is another case');

  begin('unsaved work is offered again when the page comes back');
  await four.keys('Shift', 'Right');
  await four.until('changed again', (d) => d.digest && d.digest !== changed.digest && d.waited === 'false');
  await wait(15000);  // work is kept aside every few seconds
  await four.go('about:blank');
  await four.go(`${site.url}?lang=en&n=${runs}`);
  await four.until('offered', (d) => d.offersRecovery === 'true', 60);
  await four.picture(join(pictures, 'recovery.png'));
  await quiet(four);
  await four.close();

  begin('a screen of twice as many pixels');
  const five = await driver.open(['--force-device-scale-factor=2']);
  await five.go(`${site.url}?lang=en&scenario=arms_alone&n=8`);
  await five.answered();
  assert.deepEqual(await five.run('const c = document.getElementById("canvas"); return [c.width === 2 * innerWidth, c.clientWidth === innerWidth]'), [true, true]);
  await five.picture(join(pictures, 'twice.png'));
  await five.close();

  begin('a window that changes its size');
  await one.size(1000, 700);
  const follows = 'const c = document.getElementById("canvas"); return c.width === Math.round(innerWidth * devicePixelRatio) && c.height === Math.round(innerHeight * devicePixelRatio)';
  for (let k = 0; k < 50 && !await one.run(follows); ++k) await wait(100);
  assert.ok(await one.run(follows), 'the canvas does not follow the window');
  await one.picture(join(pictures, 'smaller.png'));

  begin('two fingers enlarge the map, and leave nothing pressed');
  await one.run('window.wheels = []; document.getElementById("canvas").addEventListener("wheel", (e) => wheels.push(e.deltaY))');
  await one.touch('touchStart', [700, 350]);
  await one.touch('touchStart', [700, 350], [740, 350]);
  for (const apart of [60, 90, 140, 200]) await one.touch('touchMove', [720 - apart / 2, 350], [720 + apart / 2, 350]);
  await one.touch('touchEnd');
  const wheels = await one.run('return wheels');
  assert.ok(wheels.length >= 3 && wheels.every((by) => by < 0), `the wheel turned by ${wheels}`);
  await wait(500);
  await one.picture(join(pictures, 'pinched.png'));
  await quiet(one);

  begin('a telephone: answer, sliders and outcomes in one column');
  const six = await driver.open(['--window-size=390,844', '--touch-events=enabled', '--force-device-scale-factor=2']);
  await six.call('POST', '/goog/cdp/execute', {cmd: 'Emulation.setDeviceMetricsOverride',
    params: {width: 390, height: 844, deviceScaleFactor: 2, mobile: true}});
  await six.go(`${site.url}?lang=fr&scenario=dicko_truce_and_release&n=${runs}`);
  const small = await six.answered();
  const column = await six.run(`const box = (id) => document.getElementById(id).getBoundingClientRect();
    return {column: document.body.classList.contains('column'), wide: document.documentElement.scrollWidth,
      answer: box('answer').height, sliders: document.querySelectorAll('#sliders input').length,
      canvas: getComputedStyle(document.getElementById('canvas')).visibility,
      words: document.getElementById('text').innerText}`);
  assert.deepEqual([column.column, column.canvas, column.sliders], [true, 'hidden', 7]);
  assert.ok(column.wide <= 390 && column.answer > 20, JSON.stringify(column).slice(0, 200));
  assert.match(column.words, /Crédit du médiateur|édiateur/);
  await six.picture(join(pictures, 'telephone.png'));
  await six.run(`const s = document.querySelector('#sliders input[name="talks.mediator"]');
    s.value = 0.3; s.dispatchEvent(new Event('input')); s.dispatchEvent(new Event('change'))`);
  const lower = await six.until('another digest', (d) => d.digest && d.digest !== small.digest && d.waited === 'false');
  assert.equal(native('scenarios/dicko_truce_and_release.toml', '-n', runs, '--set', 'talks.mediator=' +
    await six.run('return document.querySelector(\'#sliders input[name="talks.mediator"]\').value')).digest, lower.digest);
  await six.run('document.getElementById("whole").click()');
  assert.equal(await six.run('return getComputedStyle(document.getElementById("canvas")).visibility'), 'visible');
  await wait(500);
  await six.picture(join(pictures, 'telephone_whole.png'));
  await quiet(six);
  await six.close();

  begin('the page in French beside it');
  const page = await fetch(site.url + 'lisezmoi.html');
  assert.match(await page.text(), /Par où commencer/);

  begin('opens without a network after the first visit');
  site.stop();
  await two.go(link.replace(/\?[^#]*/, ''));
  await two.reload();
  assert.equal((await two.answered()).digest, moved.digest);
  await two.close();
  await one.close();
  console.log(`${steps.length} passed, 0 failed`);
} catch (error) {
  console.error(`FAILED: ${step}\n${error.stack}`);
  process.exitCode = 1;
} finally {
  site.stop();
  await driver.stop();
}
