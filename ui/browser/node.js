// Under node the program sees the variables of its environment, as it does elsewhere.
Module['preRun'] = [() => Object.assign(ENV, process.env)];
