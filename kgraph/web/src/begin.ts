/** Imported first, so that the time of starting the libraries is counted too. */

performance.mark("script-start");
