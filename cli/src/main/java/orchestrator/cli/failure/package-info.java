/** How a command ends that cannot do what it is asked. */
@NullMarked
package orchestrator.cli.failure;

import org.jspecify.annotations.NullMarked;
