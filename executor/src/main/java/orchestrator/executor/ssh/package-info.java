/** The engines that log in at a host: ssh and toscassh. */
@NullMarked
package orchestrator.executor.ssh;

import org.jspecify.annotations.NullMarked;
