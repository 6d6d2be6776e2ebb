// What the walks through the page share: the native program to compare with, a server, a browser, and steps by name.

import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync} from 'node:fs';
import {loadavg} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {Driver, serve, wait} from './browser.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const pictures = process.argv[2] || join(root, 'out/web');
export const runs = '64';

export const native = (...words) => JSON.parse(execFileSync(join(root, 'build/release/bin/palabre'),
  ['run', ...words, '--json'], {cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']}));

/// The console holds no warning and no error but those that `expected` matches.
export const quiet = async (browser, expected = /^$/) => {
  const said = await browser.console();
  assert.deepEqual(said.filter((line) => !/^(INFO|DEBUG)/.test(line) && !expected.test(line)), [], 'the console');
};

/// A bar that holds on two processors which do nothing else, as far as it can be asked of these now.
export const atMost = (what, took, most) => {
  const crowd = Math.max(1, loadavg()[0] / 2);
  console.log(`   ${what}: ${took} ms (at most ${most}${crowd > 1 ? `, times ${crowd.toFixed(1)} for what else runs here` : ''})`);
  assert.ok(took <= most * crowd, `${what}: ${took} ms`);
};

/// Another case, worked out and on screen.
export const another = (browser, before, seconds) => browser.until('another digest',
  (d) => d.digest && d.digest !== before && d.waited === 'false', seconds);

/// Runs `walk(begin, site, driver)`, whose steps begin with begin(name).
export const go = async (walk) => {
  mkdirSync(pictures, {recursive: true});
  const site = await serve(process.env.PALABRE_SITE || join(root, 'build/web/site'));
  const driver = await Driver.start();
  let step = '', passed = 0;
  const begin = (name) => {
    step = name;
    ++passed;
    console.log('-- ' + name);
  };
  try {
    await walk(begin, site, driver);
    console.log(`${passed} passed, 0 failed`);
  } catch (error) {
    console.error(`FAILED: ${step}\n${error.stack}`);
    process.exitCode = 1;
  } finally {
    site.stop();
    await driver.stop();
  }
};
export {wait};
