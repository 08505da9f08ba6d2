/** The executor that runs nodes in this process, by the engines that its settings allow. */
@NullMarked
package orchestrator.executor.local;

import org.jspecify.annotations.NullMarked;
