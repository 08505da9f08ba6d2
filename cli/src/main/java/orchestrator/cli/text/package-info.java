/** Text for people on a terminal or in a pipe. */
@NullMarked
package orchestrator.cli.text;

import org.jspecify.annotations.NullMarked;
