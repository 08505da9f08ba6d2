/** The start script {@code bin/orchestrator}, as a user runs it. */
@NullMarked
package orchestrator.e2e.cli;

import org.jspecify.annotations.NullMarked;
