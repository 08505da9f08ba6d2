/** What the command line says of an executor, with the file of settings. */
@NullMarked
package orchestrator.executor.command;

import org.jspecify.annotations.NullMarked;
