/** The console: pages for people in a browser, on top of the public HTTP API. */
@NullMarked
package orchestrator.console;

import org.jspecify.annotations.NullMarked;
