// The page where something is missing or goes wrong: it says so in a sentence that helps, the work is kept, nothing
// hangs. Needs what walk.mjs needs.
//   node tests/web/hostile.mjs [FOLDER_FOR_PICTURES]

import assert from 'node:assert/strict';
import {join} from 'node:path';
import {another, atMost, go, native, pictures, quiet, runs, wait} from './steps.mjs';

const whole = native('scenarios/baseline.toml').digest;
const baseline = native('scenarios/baseline.toml', '-n', runs).digest;
const notes = (browser) => browser.run('return document.getElementById("notes").innerText');
const asked = (site, lang, more = '') => `${site.url}?lang=${lang}&n=${runs}${more}`;

// How long the page's own thread was busy at a time, since it was loaded or this was asked last [ms].
const watchThread = (browser) => browser.before(`window.longest = 0;
  new PerformanceObserver((list) => { for (const task of list.getEntries()) longest = Math.max(longest, task.duration); })
    .observe({type: 'longtask', buffered: true})`);
const longest = (browser) => browser.run('const most = window.longest; window.longest = 0; return Math.round(most)');

// Moves an assumption by the page's own control, and waits for its case.
const move = async (browser, value) => {
  const before = (await browser.data()).digest;
  await browser.run(`const s = document.querySelector('#sliders input[name="talks.guarantee"]');
    s.value = arguments[0];
    s.dispatchEvent(new Event('input'));
    s.dispatchEvent(new Event('change'))`, value);
  return another(browser, before);
};

await go(async (begin, site, driver) => {
  begin('a foreign, a newer and a damaged code are told, and the baseline is there');
  const one = await driver.open();
  for (const [code, lang, words] of [['bonjour', 'en', /no case of Palabre/], ['palabre9:AAAA', 'en', /newer version/],
    ['palabre1:AAAA', 'en', /damaged/], ['palabre2:%E0%A4%A', 'fr', /abîmé/]]) {
    await one.go('about:blank');
    await one.go(`${site.url}?lang=${lang}#${code}`);
    await one.answered();
    const told = (await one.data()).problem || await notes(one);
    assert.match(told, words, code);
    console.log(`   ${code}: ${told.split('\n')[0]}`);
    await one.picture(join(pictures, `code_${code.slice(0, 8).replace(/\W/g, '')}_${lang}.png`));
    await one.keys('Escape');
    assert.equal((await one.until('the baseline', (d) => d.digest && d.waited === 'false' && !d.problem)).digest, whole);
  }
  await quiet(one);
  await one.close();

  begin('what the address asks for and the program does not understand is told and left out');
  const odd = await driver.open();
  for (const [asks, words] of [['lang=fr-FR&n=abc&seed=7', /De l’adresse.*n=abc/], ['lang=de&n=0', /Of the address.*lang=de, n=0/],
    ['lang=en&seed=abc&week=12', /Of the address.*seed=abc/]]) {
    await odd.go('about:blank');
    await odd.go(`${site.url}?${asks}`);
    assert.equal((await odd.answered()).digest.length, 32, asks);
    assert.match(await notes(odd), words, asks);
  }
  await odd.close();

  begin('no WebGL 2: a sentence, in both languages');
  for (const lang of ['en', 'fr']) {
    const two = await driver.open(['--disable-3d-apis', '--lang=' + lang, '--accept-lang=' + lang]);
    await two.go(site.url);
    const told = await two.until('told', (d) => /WebGL 2/.test(d.says), 60);
    console.log('   ' + told.says);
    await two.picture(join(pictures, `no_webgl_${lang}.png`));
    await two.close();
  }

  const far = new URL(site.url);
  begin('no threads (an address without https): the same digest in slices of the page\'s own thread, and it says so');
  const three = await driver.open(['--host-resolver-rules=MAP palabre.test 127.0.0.1']);
  await watchThread(three);
  await three.go(`http://palabre.test:${far.port}/?lang=en&n=${runs}`);
  const slow = await three.answered();
  assert.equal(slow.threads, 'false');
  assert.equal(slow.digest, baseline);
  assert.match(await notes(three), /no threads/);
  assert.equal(await three.run('return typeof SharedArrayBuffer'), 'undefined');
  console.log(`   first picture ${slow.firstPaint} ms, first answer ${slow.firstAnswer} ms, longest task ${await longest(three)} ms`);
  await three.picture(join(pictures, 'no_threads.png'));
  await three.keys('Escape');
  await three.keys('Tab');
  const frames = Number((await three.data()).frames);
  await three.keys('Shift', 'Right');
  const moved = await another(three, slow.digest);
  assert.ok(Number(moved.frames) > frames + 3, 'the window stands still while it computes');
  await three.until('settled', (d) => d.settled === 'true', 600);
  atMost('longest task of the page while all was worked out', await longest(three), 250);
  await three.keys('Control', 'l');
  let link = await three.url();
  for (let k = 0; k < 100 && !link.includes('#'); ++k) {  // the page writes it there when it has drawn
    await wait(100);
    link = await three.url();
  }
  assert.equal(native(link.split('#')[1]).digest, moved.digest);
  await quiet(three);

  begin('no threads: an analysis of many ensembles can be watched and stopped');
  await three.keys('4');
  await three.keys('F5');
  await wait(3000);
  const busy = await three.data();
  await three.picture(join(pictures, 'no_threads_analysis.png'));
  await wait(2000);
  assert.ok(Number((await three.data()).frames) > Number(busy.frames) + 5, 'nothing moves during an analysis');
  await three.keys('Escape');
  await three.until('settled', (d) => d.settled === 'true', 120);
  atMost('longest task of the page during an analysis', await longest(three), 250);
  await quiet(three);
  await three.close();

  begin('neither threads nor suspension: a sentence');
  const four = await driver.open(['--host-resolver-rules=MAP palabre.test 127.0.0.1', '--lang=fr', '--accept-lang=fr']);
  await four.before('delete WebAssembly.Suspending');
  await four.go(`http://palabre.test:${far.port}/`);
  const told = await four.until('told', (d) => /https/.test(d.says), 30);
  console.log('   ' + told.says);
  await four.picture(join(pictures, 'too_old.png'));
  await four.close();

  begin('storage refused: it runs, and says that nothing is kept');
  const five = await driver.open([], {'profile.default_content_setting_values.cookies': 2});
  await five.go(asked(site, 'en'));
  assert.equal((await five.answered()).digest, baseline);
  assert.match(await notes(five), /keeps nothing/);
  await five.picture(join(pictures, 'storage_refused.png'));
  await quiet(five);
  await five.close();

  begin('storage full: it runs, and says that nothing is kept');
  const six = await driver.open();
  await six.go(asked(site, 'fr'));
  await six.answered();
  await six.cdp('Storage.overrideQuotaForOrigin', {origin: site.url.replace(/\/$/, ''), quotaSize: 1});
  // The browser looks at the room that is left only now and then: more work until it does.
  for (let k = 0; k < 12 && !/plein/.test(await notes(six)); ++k) {
    await move(six, k % 2 ? 0.3 : 0.4);
    await wait(7000);
  }
  assert.match(await notes(six), /stockage refusé ou plein/);
  await six.picture(join(pictures, 'storage_full.png'));
  await six.reload();
  assert.equal((await six.answered()).digest, baseline, 'the page does not open again');
  await quiet(six, /[Qq]uota/);
  await six.close();

  begin('two tabs with the same case: each keeps its own work');
  const seven = await driver.open();
  await seven.go(asked(site, 'en'));
  const alone = await seven.answered();
  const first = await move(seven, 0.4);
  const {before, handle} = await seven.another();
  await seven.go(asked(site, 'en'));
  const beside = await seven.answered();
  assert.equal(beside.digest, alone.digest);
  assert.equal(beside.offersRecovery, 'false', 'the work of the other tab is not lost');
  assert.notEqual((await move(seven, 0.5)).digest, first.digest);
  await seven.picture(join(pictures, 'second_tab.png'));
  const kept = `return (async () => {
    const db = await new Promise((done) => { const ask = indexedDB.open('palabre-files'); ask.onsuccess = () => done(ask.result); });
    const keys = await new Promise((done) => { const ask = db.transaction('files').objectStore('files').getAllKeys();
      ask.onsuccess = () => done(ask.result); });
    db.close();
    return keys.filter((key) => key.includes('/unsaved/')).length;
  })()`;
  for (let k = 0; k < 300 && await seven.run(kept) < 2; ++k) await wait(100);
  assert.equal(await seven.run(kept), 2, 'the unsaved work of two tabs is kept');
  await wait(12000);  // each looks again and again at what it keeps
  assert.equal(await seven.run(kept), 2, 'one tab has thrown away what the other keeps');
  await seven.closeWindow();
  await seven.turnTo(before);
  assert.equal((await seven.data()).digest, first.digest);
  await wait(7000);
  assert.equal(await seven.run(kept), 2, 'the closed tab\'s work is gone');
  await seven.go('about:blank');
  await seven.go(asked(site, 'en'));
  await seven.until('offered', (d) => d.offersRecovery === 'true', 60);
  await seven.picture(join(pictures, 'two_tabs.png'));
  assert.ok(handle);
  await quiet(seven);
  await seven.close();

  begin('the graphics are taken away: a sentence, and the work is offered again');
  const eight = await driver.open();
  await eight.go(asked(site, 'en'));
  await eight.answered();
  await move(eight, 0.4);
  await eight.run('document.getElementById("canvas").getContext("webgl2").getExtension("WEBGL_lose_context").loseContext()');
  const lost = await eight.until('told', (d) => /graphics/.test(d.says), 30);
  console.log('   ' + lost.says);
  await eight.picture(join(pictures, 'graphics_lost.png'));
  await quiet(eight, /CONTEXT_LOST/);
  await eight.reload();
  await eight.until('offered', (d) => d.offersRecovery === 'true', 60);
  await quiet(eight, /CONTEXT_LOST/);
  await eight.close();

  begin('a machine that sleeps for an hour goes on where it was');
  const nine = await driver.open();
  await nine.before(`window.slept = 0;
    const clock = performance.now.bind(performance), day = Date.now;
    performance.now = () => clock() + slept;
    Date.now = () => day() + slept`);
  await nine.go(`${site.url}?lang=en&scenario=dicko_truce_and_release&n=1000`);
  await nine.answered();
  await nine.sleep(4000);
  await nine.run('window.slept = 3600e3');
  await move(nine, 0.4);
  await nine.until('settled', (d) => d.settled === 'true', 300);
  await nine.picture(join(pictures, 'after_sleep.png'));
  await quiet(nine);
  await nine.close();
});
