/** Imported first, so that the libraries that follow are counted. */
performance.mark("script-start");
