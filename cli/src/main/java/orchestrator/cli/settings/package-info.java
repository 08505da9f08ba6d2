/** Which server a command talks to, and as whom. */
@NullMarked
package orchestrator.cli.settings;

import org.jspecify.annotations.NullMarked;
