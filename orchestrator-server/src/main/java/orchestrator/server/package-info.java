/** The runnable server: its command line and how it starts and stops. */
@NullMarked
package orchestrator.server;

import org.jspecify.annotations.NullMarked;
