// The page as a person meets it, in headless Chromium from a plain server of files: it opens, shows the answer and
// the digest of the native program, a slider moves, the link is shared and opened by somebody else, a file comes and
// goes, the network fails. Needs build/release, build/web/site, chromium and chromium-driver.
//   node tests/web/walk.mjs [FOLDER_FOR_PICTURES]

import assert from 'node:assert/strict';
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {another, atMost, go, native, pictures, quiet, runs, wait} from './steps.mjs';

// What a chunk of a PNG holds, without its length, its name and its checksum, found by how it begins.
const chunkOf = (png, beginning) => {
  const at = png.indexOf(beginning, 'latin1');
  return png.toString('latin1', at + 4, at + 4 + png.readUInt32BE(at - 4));
};

await go(async (begin, site, driver) => {
  begin('opens, and shows the digest and the answer of the native program');
  const one = await driver.open();
  await one.go(`${site.url}?lang=en&scenario=dicko_truce_and_release&n=${runs}`);
  const first = await one.answered();
  const run = native('scenarios/dicko_truce_and_release.toml', '-n', runs);
  assert.equal(first.digest, run.digest);
  atMost('first picture of a first visit', Number(first.firstPaint), 3000);
  atMost('first answer of a first visit', Number(first.firstAnswer), 5000);
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
  const moved = await another(one, first.digest);
  await one.keys('Control', 'l');
  const link = await one.url();
  assert.match(link, /#palabre2:[\w-]{20,80}$/);
  assert.equal(native(link.split('#')[1]).digest, moved.digest, 'the native program reads the link otherwise');
  await quiet(one);

  begin('a drag shows its first bands soon');
  const drags = await one.run(`return (async () => {
    const s = document.querySelector('#sliders input[name="talks.guarantee"]');
    const took = [];
    for (const value of [0.3, 0.4, 0.5, 0.35, 0.45]) {
      const digest = document.body.dataset.digest, began = performance.now();
      s.value = value;
      s.dispatchEvent(new Event('input'));
      await new Promise((done) => {
        const eyes = new MutationObserver(() => {
          if (!document.body.dataset.digest || document.body.dataset.digest === digest) return;
          eyes.disconnect();
          done();
        });
        eyes.observe(document.body, {attributes: true, attributeFilter: ['data-digest']});
      });
      took.push(Math.round(performance.now() - began));
    }
    s.value = 0.2;
    s.dispatchEvent(new Event('change'));
    return took;
    })()`);
  console.log(`   ${drags.join(', ')} ms`);
  atMost('drag to first bands, the median of five', [...drags].sort((a, b) => a - b)[2], 250);
  await one.keys('Control', 'z');

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
  const changed = await another(four, chosen.digest);
  rmSync(mine);
  await four.keys('Control', 's');
  for (let k = 0; k < 100 && !existsSync(mine); ++k) await wait(100);
  assert.equal(native(mine).digest, changed.digest, 'what was downloaded is another case');

  begin('a picture carries its link, as a download');
  await four.keys('Control', 'e');
  await wait(500);
  await four.click(529, 497);  // PNG
  await four.picture(join(pictures, 'export.png'));
  await four.click(483, 600);  // Export, which PNG has moved
  const figure = join(folder, 'palabre-map.png');
  for (let k = 0; k < 100 && !existsSync(figure); ++k) await wait(100);
  const [, from, code] = /^Comment\0([^#]*)#(palabre2:[\w-]+)$/.exec(chunkOf(readFileSync(figure), 'tEXtComment'));
  assert.equal(from, site.url + '?lang=en');
  assert.equal(native(code).digest, changed.digest, 'the link in the picture is another case');

  begin('unsaved work is offered again when the page comes back');
  await four.keys('Shift', 'Right');
  await another(four, changed.digest);
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

  begin('two fingers enlarge the map, and leave nothing pressed');
  await one.run('window.wheels = []; document.getElementById("canvas").addEventListener("wheel", (e) => wheels.push(e.deltaY))');
  for (const key of ['Escape', 'Escape']) await one.keys(key);
  await one.picture(join(pictures, 'before_pinch.png'));
  const [x, y] = [1160, 290];  // on the map
  await one.touch('touchStart', [x - 20, y]);
  await one.touch('touchStart', [x - 20, y], [x + 20, y]);
  for (const apart of [60, 90, 140, 200]) await one.touch('touchMove', [x - apart / 2, y], [x + apart / 2, y]);
  await one.touch('touchEnd');
  const wheels = await one.run('return wheels');
  assert.ok(wheels.length >= 3 && wheels.every((by) => by < 0), `the wheel turned by ${wheels}`);
  await wait(500);
  await one.picture(join(pictures, 'pinched.png'));

  begin('one finger moves the map, and a tap is a click');
  const large = await one.call('GET', '/screenshot');
  await one.touch('touchStart', [x, y]);
  for (const by of [10, 30, 60, 90]) {
    await one.touch('touchMove', [x + by, y + by / 2]);
    await wait(60);
  }
  await one.touch('touchEnd');
  await wait(500);
  await one.picture(join(pictures, 'panned.png'));
  assert.notEqual(await one.call('GET', '/screenshot'), large, 'the map does not follow the finger');
  for (const [at, lang] of [[1375, 'fr'], [1402, 'en']]) {
    await one.touch('touchStart', [at, 10]);
    await wait(100);
    await one.touch('touchEnd');
    for (let k = 0; k < 50 && await one.run('return document.documentElement.lang') !== lang; ++k) await wait(100);
    assert.equal(await one.run('return document.documentElement.lang'), lang, 'the tap is no click');
  }
  await quiet(one);

  begin('a window that changes its size');
  await one.size(1000, 700);
  const follows = 'const c = document.getElementById("canvas"); return c.width === Math.round(innerWidth * devicePixelRatio) && c.height === Math.round(innerHeight * devicePixelRatio)';
  for (let k = 0; k < 50 && !await one.run(follows); ++k) await wait(100);
  assert.ok(await one.run(follows), 'the canvas does not follow the window');
  await one.picture(join(pictures, 'smaller.png'));

  begin('a telephone: answer, sliders and outcomes in one column');
  const six = await driver.open(['--window-size=390,844', '--touch-events=enabled', '--force-device-scale-factor=2']);
  await six.cdp('Emulation.setDeviceMetricsOverride', {width: 390, height: 844, deviceScaleFactor: 2, mobile: true});
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
  const lower = await another(six, small.digest);
  assert.equal(native('scenarios/dicko_truce_and_release.toml', '-n', runs, '--set', 'talks.mediator=' +
    await six.run('return document.querySelector(\'#sliders input[name="talks.mediator"]\').value')).digest, lower.digest);
  await six.run('document.getElementById("share").click()');
  assert.equal(native((await six.url()).split('#')[1], '-n', runs).digest, lower.digest, 'the link of the telephone is another case');
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
});
