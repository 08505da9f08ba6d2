/** The console in a real browser. */
@NullMarked
package orchestrator.e2e.console;

import org.jspecify.annotations.NullMarked;
