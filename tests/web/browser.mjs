// Headless Chromium, driven through chromedriver's WebDriver: nothing but Debian's two packages.

import {spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

export const wait = (ms) => new Promise((done) => setTimeout(done, ms));

const freePort = () => new Promise((done) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const {port} = server.address();
    server.close(() => done(port));
  });
});

const answers = async (url) => {
  for (let k = 0; k < 200; ++k) {
    try {
      await fetch(url);
      return;
    } catch (notYet) {
      await wait(50);
    }
  }
  throw new Error(url + ' does not answer');
};

// Plain files, without any header of ours.
export const serve = async (folder) => {
  const port = await freePort();
  const server = spawn('python3', ['-m', 'http.server', '--bind', '127.0.0.1', '--directory', folder, String(port)],
    {stdio: 'ignore'});
  await answers(`http://127.0.0.1:${port}/`);
  return {url: `http://localhost:${port}/`, stop: () => server.kill()};
};

export class Driver {
  static async start() {
    const driver = new Driver();
    driver.browsers = [];
    const port = await freePort();
    driver.process = spawn('chromedriver', ['--port=' + port], {stdio: 'ignore'});
    driver.at = `http://127.0.0.1:${port}`;
    await answers(driver.at + '/status');
    return driver;
  }
  // With all browsers that are still open.
  async stop() {
    for (const browser of this.browsers) await browser.close().catch(() => {});
    this.process.kill();
  }

  // A browser of its own, with a profile that nobody has used; `more`: further switches; `prefs`: its settings.
  async open(more = [], prefs = {}) {
    const profile = mkdtempSync(join(tmpdir(), 'palabre-profile-'));
    const args = ['--headless=new', '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage', '--use-gl=angle', '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader', '--window-size=1440,900', '--user-data-dir=' + profile, ...more];
    const answer = await fetch(this.at + '/session', {method: 'POST', body: JSON.stringify({capabilities: {alwaysMatch: {
      browserName: 'chrome', 'goog:chromeOptions': {args, prefs, binary: '/usr/bin/chromium'},
      'goog:loggingPrefs': {browser: 'ALL'}}}})});
    const {value} = await answer.json();
    if (!value.sessionId) throw new Error(JSON.stringify(value).slice(0, 500));
    const browser = new Browser(`${this.at}/session/${value.sessionId}`, profile);
    this.browsers.push(browser);
    return browser;
  }
}

class Browser {
  constructor(at, profile) {
    this.at = at;
    this.profile = profile;
    this.lines = [];  // of the console
  }
  async call(method, path, body) {
    const answer = await fetch(this.at + path, {method, body: body && JSON.stringify(body)});
    const {value} = await answer.json();
    if (value && value.error) throw new Error(`${path}: ${value.message.split('\n')[0]}`);
    return value;
  }
  go(url) { return this.call('POST', '/url', {url}); }
  reload() { return this.call('POST', '/refresh', {}); }
  url() { return this.call('GET', '/url'); }
  run(script, ...args) { return this.call('POST', '/execute/sync', {script, args}); }
  data() { return this.run('return {...document.body.dataset, says: document.getElementById("words").hidden ? "" : document.getElementById("says").textContent}'); }
  async picture(file) { writeFileSync(file, Buffer.from(await this.call('GET', '/screenshot'), 'base64')); }
  // What the console has said since the last call.
  async console() { return (await this.call('POST', '/se/log', {type: 'browser'})).map((line) => `${line.level} ${line.message}`); }

  // Waits until the page says so of itself. Throws after `seconds`, with what it says instead.
  async until(what, holds, seconds = 120) {
    const end = Date.now() + 1000 * seconds;
    let data = {};
    while (Date.now() < end) {
      try {
        data = await this.data();
        if (holds(data)) return data;
      } catch (loading) {  // the page loads anew
        data = {says: String(loading)};
      }
      await wait(100);
    }
    throw new Error(`not ${what} after ${seconds} s: ${JSON.stringify(data)}`);
  }
  // A file of this machine, as if it were picked.
  async choose(selector, file) {
    const element = await this.call('POST', '/element', {using: 'css selector', value: selector});
    await this.call('POST', `/element/${Object.values(element)[0]}/value`, {text: file});
  }
  downloadsTo(folder) {
    return this.cdp('Browser.setDownloadBehavior', {behavior: 'allow', downloadPath: folder});
  }
  cdp(cmd, params = {}) { return this.call('POST', '/goog/cdp/execute', {cmd, params}); }
  // Runs in each page that is loaded from now on, before anything of its own.
  before(source) { return this.cdp('Page.addScriptToEvaluateOnNewDocument', {source}); }
  // Fingers at these places of the page, or none.
  touch(type, ...points) {
    return this.cdp('Input.dispatchTouchEvent', {type, touchPoints: points.map(([x, y], id) => ({x, y, id}))});
  }
  // Another window of the same profile, where all goes on from now.
  async another() {
    const before = await this.call('GET', '/window');
    const {handle} = await this.call('POST', '/window/new', {type: 'window'});
    await this.turnTo(handle);
    return {before, handle};
  }
  turnTo(handle) { return this.call('POST', '/window', {handle}); }
  closeWindow() { return this.call('DELETE', '/window'); }
  size(width, height) { return this.call('POST', '/window/rect', {width, height}); }
  answered(seconds) { return this.until('answered', (d) => d.digest && d.waited === 'false', seconds); }

  // Keys by their WebDriver letters, pressed together and let go.
  async keys(...names) {
    const value = names.map((name) => ({Control: '\uE009', Shift: '\uE008', Tab: '\uE004', Right: '\uE014', Escape: '\uE00C', F5: '\uE035', Enter: '\uE007'}[name] || name));
    const actions = value.map((key) => ({type: 'keyDown', value: key})).concat(value.reverse().map((key) => ({type: 'keyUp', value: key})));
    await this.call('POST', '/actions', {actions: [{type: 'key', id: 'keys', actions}]});
    await wait(250);
  }
  // All its processes stand still, as on a machine that sleeps.
  async sleep(ms) {
    const own = readdirSync('/proc').filter((name) => {
      try {
        return /^\d+$/.test(name) && readFileSync(`/proc/${name}/cmdline`, 'latin1').includes('=' + this.profile);
      } catch (gone) {
        return false;
      }
    }).map(Number);
    if (own.length < 3) throw new Error(`only ${own.length} processes of the browser`);
    for (const id of own) process.kill(id, 'SIGSTOP');
    await wait(ms);
    for (const id of own) process.kill(id, 'SIGCONT');
  }
  // The mouse at a place of the page.
  async click(x, y) {
    const at = {type: 'pointerMove', duration: 0, x, y};
    await this.call('POST', '/actions', {actions: [{type: 'pointer', id: 'mouse', parameters: {pointerType: 'mouse'},
      actions: [at, {type: 'pause', duration: 200}, {type: 'pointerDown', button: 0}, {type: 'pause', duration: 100}, {type: 'pointerUp', button: 0}]}]});
    await wait(300);
  }
  async close() {
    if (this.closed) return;
    this.closed = true;
    await this.call('DELETE', '');
    rmSync(this.profile, {recursive: true, force: true});
  }
}
