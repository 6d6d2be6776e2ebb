// The page around the canvas: what ui/browser/page.hpp asks of the browser, and what the browser
// tells the program. Nothing is sent anywhere: a case is in the address, files are in this browser.
'use strict';

const query = new URLSearchParams(location.search);
const french = (query.get('lang') || navigator.language || '').toLowerCase().startsWith('fr');
const say = (en, fr) => (french ? fr : en);
const at = (id) => document.getElementById(id);

const words = {
  aid: say('A thinking aid, not a forecast. Nothing that you do here leaves this browser.',
    'Une aide à la réflexion, pas une prévision. Rien de ce que vous faites ici ne quitte ce navigateur.'),
  slices: say('This browser gives the page no threads: Palabre computes between two pictures, with the same results, but slower. ' +
      'Opened by https or from localhost, in a window that is not private, it has them.',
    'Ce navigateur ne donne pas de fils d’exécution à la page : Palabre calcule entre deux images, avec les mêmes résultats, mais plus lentement. ' +
      'Ouverte par https ou depuis localhost, dans une fenêtre qui n’est pas privée, elle en a.'),
  noThreads: say('This browser gives the page no threads (SharedArrayBuffer), and is too old to compute without them (WebAssembly.Suspending). ' +
      'Open the page by https or from localhost, in a window that is not private, or in a newer browser; or run Palabre on your own machine.',
    'Ce navigateur ne donne pas de fils d’exécution à la page (SharedArrayBuffer), et il est trop ancien pour calculer sans eux (WebAssembly.Suspending). ' +
      'Ouvrez la page par https ou depuis localhost, dans une fenêtre qui n’est pas privée, ou dans un navigateur plus récent ; ou installez Palabre sur votre machine.'),
  noStorage: say('This browser keeps nothing for the page (storage refused or full): unsaved work is lost when the page is closed. Save it as a file, or copy its link.',
    'Ce navigateur ne garde rien pour la page (stockage refusé ou plein) : le travail non enregistré est perdu quand la page se ferme. Enregistrez-le dans un fichier, ou copiez son lien.'),
  noClipboard: say('The browser does not let the page copy. The link stands in its address.',
    'Le navigateur ne laisse pas la page copier. Le lien est dans son adresse.'),
  noCase: say('What follows # in the address is no case of Palabre: a link to one holds #palabre2:... up to its last letter.',
    'Ce qui suit # dans l’adresse n’est pas un cas de Palabre : un lien vers un cas contient #palabre2:... jusqu’à sa dernière lettre.'),
  noAddress: say('The address of this page cannot be read. Without what follows ? and # it opens the baseline.',
    'L’adresse de cette page est illisible. Sans ce qui suit ? et #, elle ouvre le cas de référence.'),
  leftOut: say('Of the address, this is not understood and left out: ', 'De l’adresse, ceci n’est pas compris et laissé de côté : '),
  tooLarge: say('This file is larger than 64 MB: no scenario is.', 'Ce fichier dépasse 64 Mo : aucun scénario n’est si grand.'),
  away: say('Close', 'Fermer'),
  noGraphics: say('This browser has no WebGL 2, which Palabre draws with. Another browser, or its setting “hardware acceleration”, may help.',
    'Ce navigateur n’a pas WebGL 2, dont Palabre a besoin pour dessiner. Un autre navigateur, ou son réglage « accélération matérielle », peut aider.'),
  noFile: say('A file of the page could not be loaded: ', 'Un fichier de la page n’a pas pu être chargé : '),
  stopped: say('Palabre has stopped. Unsaved work is offered again when the page is loaded anew. ',
    'Palabre s’est arrêté. Le travail non enregistré est proposé au prochain chargement de la page. '),
  lost: say('The graphics of this browser were taken away. Load the page again: unsaved work is offered then.',
    'Le navigateur a retiré l’affichage graphique. Rechargez la page : le travail non enregistré est proposé alors.'),
  closed: say('Closed. Load the page to begin again.', 'Fermé. Rechargez la page pour recommencer.'),
  share: say('Copy the link of this case', 'Copier le lien de ce cas'),
  shared: say('The link is copied', 'Le lien est copié'),
  whole: say('The whole dashboard', 'Tout le tableau de bord'),
  column: say('Back to the answer', 'Revenir à la réponse'),
  choose: say('Choose a file on this computer', 'Choisir un fichier de cet ordinateur'),
  copyByHand: say('The browser does not let the page copy. The text:', 'Le navigateur ne laisse pas la page copier. Le texte :'),
};

const sinceVisit = () => Math.round(performance.timeOrigin + performance.now() - window.visitBegan);

const tell = (text) => {
  at('says').textContent = text;
  at('words').hidden = false;
};

// A sentence above the canvas, once, until it is closed; beside it the work goes on.
const told = new Set();
const note = (text) => {
  if (told.has(text)) return;
  told.add(text);
  const row = document.createElement('p');
  const close = document.createElement('button');
  close.type = 'button';
  close.textContent = words.away;
  close.addEventListener('click', () => row.remove());
  row.append(text, ' ', close);
  at('notes').append(row);
};

// The files of /state and /files in the browser's own storage, one entry each. Another tab of this page keeps its own
// files there too: only what this one has changed is written, and only what it has removed is taken away.
const storage = {
  folders: ['/state', '/files'],
  known: new Map(),  // path: what of it is kept
  db: null,
  asked: (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = request.onblocked = () => failed(request.error);
  }),
  filesIn(folder) {
    const {FS} = Module;
    return FS.readdir(folder).filter((name) => name !== '.' && name !== '..').flatMap((name) => {
      const path = folder + '/' + name;
      return FS.isDir(FS.stat(path).mode) ? storage.filesIn(path) : [path];
    });
  },
  stamp: (path) => {
    const {size, mtime} = Module.FS.stat(path);
    return size + ' ' + mtime.getTime();
  },
  async restore() {
    const {FS} = Module;
    const ask = indexedDB.open('palabre-files', 1);
    ask.onupgradeneeded = () => ask.result.createObjectStore('files');
    storage.db = await storage.asked(ask);
    const files = storage.db.transaction('files').objectStore('files');
    const [paths, contents] = await Promise.all([storage.asked(files.getAllKeys()), storage.asked(files.getAll())]);
    paths.forEach((path, k) => {
      FS.mkdirTree(path.replace(/\/[^/]*$/, ''));
      FS.writeFile(path, contents[k]);
      storage.known.set(path, storage.stamp(path));
    });
  },
  async keep() {
    const now = new Map(storage.folders.flatMap(storage.filesIn).map((path) => [path, storage.stamp(path)]));
    const changed = [...now.keys()].filter((path) => now.get(path) !== storage.known.get(path));
    const gone = [...storage.known.keys()].filter((path) => !now.has(path));
    if (changed.length + gone.length === 0) return;
    if (!storage.db) throw new Error('no storage');
    const change = storage.db.transaction('files', 'readwrite');
    const files = change.objectStore('files');
    for (const path of changed) files.put(Module.FS.readFile(path).slice(), path);
    for (const path of gone) files.delete(path);
    await new Promise((done, failed) => {
      change.oncomplete = done;
      change.onerror = change.onabort = () => failed(change.error);
    });
    storage.known = now;
  },
};
const within = (seconds, promise) => Promise.race([promise,
  new Promise((_, late) => setTimeout(() => late(new Error('late')), 1000 * seconds))]);

const Palabre = {
  pasted: '',
  keyName: '',
  ended: false,

  // --- called from page.cpp -------------------------------------------------------------------
  leftOut: (what) => note(words.leftOut + what),
  address: () => location.href.split('#')[0] + '#',
  scale: () => window.devicePixelRatio || 1,
  width: () => Math.max(320, Math.round(window.innerWidth * Palabre.scale())),
  height: () => Math.max(240, Math.round(at('canvas').clientHeight * Palabre.scale())),  // its style leaves room for the button

  copy(text) {
    Palabre.pasted = text;
    // A link to this page becomes its address too, where it can be seen and copied by hand.
    if (text.startsWith(Palabre.address() + 'palabre')) history.replaceState(null, '', text);
    const byHand = () => {
      if (location.href === text) note(words.noClipboard);
      else window.prompt(words.copyByHand, text);
    };
    const oldWay = () => {  // on a page that is not by https
      const field = document.createElement('textarea');
      field.value = text;
      document.body.append(field);
      field.select();
      if (document.execCommand('copy')) copied();
      else byHand();
      field.remove();
      at('canvas').focus();
    };
    const copied = () => {
      at('share').textContent = words.shared;
      setTimeout(() => { at('share').textContent = words.share; }, 3000);
    };
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(copied, oldWay);
    else oldWay();
  },

  show(state) {
    const data = document.body.dataset;
    for (const name of ['frames', 'waited', 'settled', 'digest', 'offersRecovery', 'problem'])
      data[name] = state[name];
    document.documentElement.lang = state.lang;
    at('choose').hidden = !state.asksForFile;
    if (at('problem').textContent !== state.problem) at('problem').textContent = state.problem;
    if (state.frames === 1) {
      data.firstPaint = sinceVisit();
      at('words').hidden = true;
    }
    if (state.digest && !data.firstAnswer) data.firstAnswer = sinceVisit();
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
    tell({webgl: words.noGraphics, lost: words.lost, address: words.noAddress, '': words.closed}[why] || words.stopped + why);
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
    storage.keep().catch(() => note(words.noStorage)).finally(() => { Palabre.keeping = false; });
  },

  // --- files ----------------------------------------------------------------------------------
  async take(file) {
    if (!file) return;
    if (file.size > (64 << 20)) return note(words.tooLarge);
    const path = '/files/' + file.name.replace(/[/\\\0]/g, '_');
    Module.FS.writeFile(path, new Uint8Array(await file.arrayBuffer()));
    Palabre.open(path);
  },
  open: (pathOrCode) => Module.ccall('palabre_open', null, ['string'], [pathOrCode]),
};

// A code in the address, as it stands there or as a mail program has written it.
const codeInAddress = () => {
  const hash = location.hash.slice(1);
  let code = hash;
  try {
    code = decodeURIComponent(hash).trim();
  } catch (asItStands) {}
  if (code === '' || /^palabre\d+:/.test(code)) return code;
  note(words.noCase);
  return '';
};

// Which tabs of this page are open, by number: each holds a lock of that name while it lives.
const numberOfThisTab = async () => {
  const number = 1 + Math.floor(Math.random() * 0x3fffffff);
  let held;
  try {
    held = (await within(2, navigator.locks.query())).held || [];
  } catch (refused) {  // then nothing is kept either
    return {number, open: []};
  }
  // Let go when the page is left, even if the browser keeps it for the button Back.
  navigator.locks.request('palabre-tab-' + number,
    () => new Promise((left) => window.addEventListener('pagehide', left)));
  window.addEventListener('pageshow', (e) => { if (e.persisted) location.reload(); });
  return {number, open: held.map((lock) => lock.name.replace('palabre-tab-', ''))};
};

// What the address may ask for beside a case: ?lang=fr&view=watch&n=200
const argumentsOf = () => {
  const out = [];
  const lang = /^(en|fr)\b/i.exec(query.get('lang'));  // fr-FR too
  if (query.has('lang')) out.push('--lang', lang ? lang[1].toLowerCase() : query.get('lang'));
  for (const name of ['theme', 'view', 'seed', 'show', 'map', 'week'])
    if (query.has(name)) out.push('--' + name, query.get(name));
  if (query.has('n')) out.push('-n', query.get('n'));
  const file = query.get('scenario');
  const code = codeInAddress();
  if (code) out.push('--', code);
  else if (file && /^[\w/]+$/.test(file)) out.push('--', '/scenarios/' + file + '.toml');
  return out;
};

// A screen too narrow for the window: answer, some sliders and outcomes in one column, and the window behind a button.
const narrow = window.matchMedia('(max-width: 40rem)');
const followWidth = () => {
  document.body.classList.toggle('narrow', narrow.matches);
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
      if (e.touches.length > 0) return;
      before = null;
      mouse('mousemove', -10, -10);
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
  at('share').addEventListener('click', () => Module._palabre_share());
  narrow.addEventListener('change', followWidth);
  followWidth();
  at('file').addEventListener('change', () => {
    Palabre.take(at('file').files[0]);
    at('file').value = '';
    at('canvas').focus();
  });
  window.addEventListener('hashchange', () => {
    const code = codeInAddress();
    if (code) Palabre.open(code);
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' && !Palabre.ended) Module._palabre_keep_aside();
  });
  at('canvas').addEventListener('webglcontextlost', (e) => {
    e.preventDefault();
    Module._palabre_keep_aside();
    Palabre.closeWith('lost');
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
    const {FS, ENV} = Module;
    Object.assign(ENV, {XDG_STATE_HOME: '/state', PALABRE_TAB: String(Palabre.tab.number),
      PALABRE_TABS_OPEN: Palabre.tab.open.join(',')});
    for (const folder of storage.folders) FS.mkdir(folder);
    Module.addRunDependency('kept');
    within(5, (async () => storage.restore())()).catch(() => note(words.noStorage))
      .finally(() => Module.removeRunDependency('kept'));
  }],
  // Both programs bring the same files.
  locateFile: (name) => name.replace('-one-thread.data', '.data'),
  onRuntimeInitialized: listen,
  onAbort: (why) => { Palabre.closeWith(String(why)); },
};

document.documentElement.lang = french ? 'fr' : 'en';
at('choose').textContent = words.choose;
at('share').textContent = words.share;
listenToFingers();
at('says').textContent = words.aid;
const begin = async (yes) => {
  if (!yes && !WebAssembly.Suspending) {
    at('bar').hidden = true;
    return tell(words.noThreads);
  }
  if (!yes) note(words.slices);
  document.body.dataset.threads = yes;
  Palabre.tab = await numberOfThisTab();
  Module.arguments = argumentsOf();
  const script = document.createElement('script');
  script.src = yes ? 'palabre-ui.js' : 'palabre-ui-one-thread.js';
  script.onerror = () => tell(words.noFile + script.src);
  document.body.append(script);
};
window.isolated().then(begin).catch((why) => Palabre.closeWith(String(why)));
