// Files of the page lie in memory: nothing waits for them to be written, least of all the thread that draws. What
// Emscripten has in this place suspends the program.
addToLibrary({
  fd_sync: () => 0,
  fd_sync__sig: 'ii',
  fd_sync__async: false,
});
