// The page around the canvas: what ui/browser/page.hpp asks of the browser, and what the browser
// tells the program. Nothing is sent anywhere: a case is in the address, files are in this browser.
'use strict';

const french = (navigator.language || '').toLowerCase().startsWith('fr');
const say = (en, fr) => (french ? fr : en);
const at = (id) => document.getElementById(id);

const words = {
  aid: say('A thinking aid, not a forecast. Nothing that you do here leaves this browser.',
    'Une aide à la réflexion, pas une prévision. Rien de ce que vous faites ici ne quitte ce navigateur.'),
  noThreads: say('This browser gives the page no threads (SharedArrayBuffer), and without them Palabre does not run here. ' +
      'Open the page by https or from localhost, in a window that is not private, in a browser of 2022 or later; or run Palabre on your own machine.',
    'Ce navigateur ne donne pas de fils d’exécution à la page (SharedArrayBuffer), et sans eux Palabre ne tourne pas ici. ' +
      'Ouvrez la page par https ou depuis localhost, dans une fenêtre qui n’est pas privée, avec un navigateur de 2022 ou plus récent ; ou installez Palabre sur votre machine.'),
  noGraphics: say('This browser has no WebGL 2, which Palabre draws with. Another browser, or its setting “hardware acceleration”, may help.',
    'Ce navigateur n’a pas WebGL 2, dont Palabre a besoin pour dessiner. Un autre navigateur, ou son réglage « accélération matérielle », peut aider.'),
  noFile: say('A file of the page could not be loaded: ', 'Un fichier de la page n’a pas pu être chargé : '),
  stopped: say('Palabre has stopped. Unsaved work is offered again when the page is loaded anew. ',
    'Palabre s’est arrêté. Le travail non enregistré est proposé au prochain chargement de la page. '),
  lost: say('The graphics of this browser were taken away. Load the page again: unsaved work is offered then.',
    'Le navigateur a retiré l’affichage graphique. Rechargez la page : le travail non enregistré est proposé alors.'),
  closed: say('Closed. Load the page to begin again.', 'Fermé. Rechargez la page pour recommencer.'),
  whole: say('The whole dashboard', 'Tout le tableau de bord'),
  column: say('Back to the answer', 'Revenir à la réponse'),
  choose: say('Choose a file on this computer', 'Choisir un fichier de cet ordinateur'),
  copyByHand: say('The browser does not let the page copy. The link or text:', 'Le navigateur ne laisse pas la page copier. Le lien ou le texte :'),
};

const tell = (text) => {
  at('says').textContent = text;
  at('words').hidden = false;
};

const Palabre = {
  pasted: '',
  keyName: '',
  ended: false,

  // --- called from page.cpp -------------------------------------------------------------------
  address: () => location.href.split('#')[0] + '#',
  scale: () => window.devicePixelRatio || 1,
  width: () => Math.max(320, Math.round(window.innerWidth * Palabre.scale())),
  height: () => Math.max(240, Math.round(window.innerHeight * Palabre.scale())),

  copy(text) {
    Palabre.pasted = text;
    // A link to this page becomes its address too, where it can be seen and copied by hand.
    if (text.startsWith(Palabre.address() + 'palabre')) history.replaceState(null, '', text);
    const refused = () => window.prompt(words.copyByHand, text);
    if (navigator.clipboard) navigator.clipboard.writeText(text).catch(refused);
    else refused();
  },

  show(state) {
    const data = document.body.dataset;
    for (const name of ['frames', 'waited', 'settled', 'digest', 'offersRecovery', 'problem'])
      data[name] = state[name];
    document.documentElement.lang = state.lang;
    at('choose').hidden = !state.asksForFile;
    if (at('problem').textContent !== state.problem) at('problem').textContent = state.problem;
    if (state.frames === 1) {
      data.firstPaint = Math.round(performance.now());
      at('words').hidden = true;
    }
    if (state.digest && !data.firstAnswer) data.firstAnswer = Math.round(performance.now());
  },

  showText(answer, page) {
    at('answer').textContent = answer;
    const report = new DOMParser().parseFromString(page, 'text/html');
    at('report').replaceChildren(...report.body.childNodes);
  },

  // A few assumptions as controls of the page itself, on a narrow screen and for screen readers.
  showSlider({k, key, label, shown, min, max, value}) {
    let row = at('sliders').children[k];
    if (!row) {
      row = document.createElement('label');
      row.append(document.createElement('span'), document.createElement('input'), document.createElement('output'));
      const input = row.children[1];
      input.type = 'range';
      const set = (settled) => Module.ccall('palabre_set', null, ['string', 'number', 'number'],
        [input.name, Number(input.value), settled]);
      input.addEventListener('input', () => set(0));
      input.addEventListener('change', () => set(1));
      at('sliders').append(row);
    }
    const [name, input, output] = row.children;
    name.textContent = label;
    Object.assign(input, {name: key, min, max, step: (max - min) / 200});
    if (document.activeElement !== input || Math.abs(input.value - value) > (max - min) / 100) input.value = value;
    output.textContent = shown;
  },

  closeWith(why) {
    Palabre.ended = true;
    at('bar').hidden = true;
    tell(why === 'webgl' ? words.noGraphics : why ? words.stopped + why : words.closed);
  },

  download(path) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([Module.FS.readFile(path).slice()]));
    link.download = path.split('/').pop();
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  },

  keeping: false,
  keepFiles() {
    if (Palabre.keeping) return;
    Palabre.keeping = true;
    Module.FS.syncfs(false, () => { Palabre.keeping = false; });  // refused: nothing is kept, all else works
  },

  // --- files ----------------------------------------------------------------------------------
  async take(file) {
    if (!file || file.size > (64 << 20)) return;
    const path = '/files/' + file.name.replace(/[/\\\0]/g, '_');
    Module.FS.writeFile(path, new Uint8Array(await file.arrayBuffer()));
    Palabre.open(path);
  },
  open: (pathOrCode) => Module.ccall('palabre_open', null, ['string'], [pathOrCode]),
};

// A code in the address, as it stands there or as a mail program has written it.
const codeInAddress = () => {
  const hash = location.hash.slice(1);
  try {
    return decodeURIComponent(hash).trim();
  } catch (noCode) {
    return hash;
  }
};

// Which tabs of this page are open, by number: each holds a lock of that name while it lives.
const numberOfThisTab = async () => {
  const number = 1 + Math.floor(Math.random() * 0x3fffffff);
  if (!navigator.locks) return {number, open: []};
  const held = (await navigator.locks.query()).held || [];
  // Let go when the page is left, even if the browser keeps it for the button Back.
  navigator.locks.request('palabre-tab-' + number,
    () => new Promise((left) => window.addEventListener('pagehide', left)));
  window.addEventListener('pageshow', (e) => { if (e.persisted) location.reload(); });
  return {number, open: held.map((lock) => lock.name.replace('palabre-tab-', ''))};
};

// What the address may ask for beside a case: ?lang=fr&view=watch&n=200
const argumentsOf = (query) => {
  const out = [];
  for (const name of ['lang', 'theme', 'view', 'seed', 'show', 'map', 'week'])
    if (query.has(name)) out.push('--' + name, query.get(name));
  if (query.has('n')) out.push('-n', query.get('n'));
  const file = query.get('scenario');
  if (codeInAddress()) out.push('--', codeInAddress());
  else if (file && /^[\w/]+$/.test(file)) out.push('--', '/scenarios/' + file + '.toml');
  return out;
};

// A screen too narrow for the window: answer, some sliders and outcomes in one column, and the window behind a button.
const narrow = window.matchMedia('(max-width: 40rem)');
const followWidth = () => {
  document.body.classList.toggle('column', narrow.matches && !Palabre.wholeWindow);
  at('whole').textContent = Palabre.wholeWindow ? words.column : words.whole;
  at('whole').hidden = !narrow.matches;
};

// Two fingers on the canvas: apart and together is the wheel, both moved is the wheel too; GLFW takes the first finger
// for the mouse, which is let go outside.
const listenToFingers = () => {
  const canvas = at('canvas');
  let before = null;
  const between = (e) => {
    const [a, b] = e.touches;
    return {x: (a.clientX + b.clientX) / 2, y: (a.clientY + b.clientY) / 2,
      apart: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY)};
  };
  const mouse = (kind, x, y, more = {}) => canvas.dispatchEvent(
    new (kind === 'wheel' ? WheelEvent : MouseEvent)(kind, {clientX: x, clientY: y, bubbles: true, cancelable: true, ...more}));
  const take = (e) => { e.preventDefault(); e.stopImmediatePropagation(); };
  window.addEventListener('touchstart', (e) => {
    if (e.target !== canvas || e.touches.length !== 2) return;
    take(e);
    mouse('mousemove', -10, -10);
    mouse('mouseup', -10, -10);
    before = between(e);
  }, {capture: true, passive: false});
  window.addEventListener('touchmove', (e) => {
    if (!before) return;
    take(e);
    if (e.touches.length < 2) return;
    const now = between(e);
    const notches = 5 * Math.log2(now.apart / before.apart), moved = now.y - before.y;
    if (Math.abs(notches) < 0.25 && Math.abs(moved) < 12) return;
    mouse('mousemove', now.x, now.y);
    mouse('wheel', now.x, now.y, {deltaY: -100 * (Math.abs(notches) >= 0.25 ? notches : moved / 24)});
    before = now;
  }, {capture: true, passive: false});
  for (const kind of ['touchend', 'touchcancel'])
    window.addEventListener(kind, (e) => {
      if (!before) return;
      take(e);
      if (e.touches.length === 0) before = null;
    }, {capture: true, passive: false});
};

const listen = () => {
  const wake = () => { if (!Palabre.ended) Module._palabre_wake(); };
  for (const name of ['mousemove', 'mousedown', 'mouseup', 'wheel', 'keydown', 'keyup', 'resize',
    'focus', 'touchstart', 'touchmove', 'touchend', 'paste'])
    window.addEventListener(name, wake, {capture: true, passive: true});
  window.addEventListener('dragover', (e) => e.preventDefault(), true);
  window.addEventListener('drop', (e) => {
    e.preventDefault();
    e.stopPropagation();
    Palabre.take(e.dataTransfer.files[0]);
  }, true);
  at('choose').addEventListener('click', () => at('file').click());
  at('whole').addEventListener('click', () => {
    Palabre.wholeWindow = !Palabre.wholeWindow;
    followWidth();
    wake();
  });
  narrow.addEventListener('change', followWidth);
  followWidth();
  at('file').addEventListener('change', () => {
    Palabre.take(at('file').files[0]);
    at('file').value = '';
    at('canvas').focus();
  });
  window.addEventListener('hashchange', () => { if (codeInAddress()) Palabre.open(codeInAddress()); });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' && !Palabre.ended) Module._palabre_keep_aside();
  });
  at('canvas').addEventListener('webglcontextlost', (e) => {
    e.preventDefault();
    Module._palabre_keep_aside();
    Palabre.ended = true;
    tell(words.lost);
  });
};

// Before GLFW hears of a key: what it writes on this keyboard. Keys that mean something here and
// elsewhere in a browser are ours; reloading, tabs and windows stay the browser's.
window.addEventListener('keydown', (e) => {
  Palabre.keyName = e.key.length === 1 ? e.key.toLowerCase() : '';
  const ours = e.ctrlKey && 'splefozyha+-0='.includes(Palabre.keyName || '?');
  if (ours || ['F1', 'F5', 'F6', 'Tab'].includes(e.key)) e.preventDefault();
}, true);
window.addEventListener('paste', (e) => {
  Palabre.pasted = e.clipboardData.getData('text/plain');
}, true);

var Module = {
  canvas: at('canvas'),
  arguments: [],
  print: (line) => console.log(line),
  printErr: (line) => console.warn(line),
  setStatus: (status) => {
    const part = /\((\d+)\/(\d+)\)/.exec(status || '');
    if (part) at('bar').value = part[1] / part[2];
  },
  preRun: [() => {
    const {FS, IDBFS, ENV} = Module;
    Object.assign(ENV, {XDG_STATE_HOME: '/state', PALABRE_TAB: String(Palabre.tab.number),
      PALABRE_TABS_OPEN: Palabre.tab.open.join(',')});
    for (const folder of ['/state', '/files']) {
      FS.mkdir(folder);
      FS.mount(IDBFS, {}, folder);
    }
    Module.addRunDependency('files');
    FS.syncfs(true, () => Module.removeRunDependency('files'));  // refused: nothing was kept
  }],
  onRuntimeInitialized: listen,
  onAbort: (why) => { Palabre.closeWith(String(why)); },
};

document.documentElement.lang = french ? 'fr' : 'en';
at('choose').textContent = words.choose;
listenToFingers();
at('says').textContent = words.aid;
window.isolated().then(async (yes) => {
  if (!yes) {
    at('bar').hidden = true;
    return tell(words.noThreads);
  }
  Palabre.tab = await numberOfThisTab();
  Module.arguments = argumentsOf(new URLSearchParams(location.search));
  const script = document.createElement('script');
  script.src = 'palabre-ui.js';
  script.onerror = () => tell(words.noFile + script.src);
  document.body.append(script);
});
