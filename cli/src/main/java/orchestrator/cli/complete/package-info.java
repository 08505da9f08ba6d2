/** What can stand next on a command line. */
@NullMarked
package orchestrator.cli.complete;

import org.jspecify.annotations.NullMarked;
