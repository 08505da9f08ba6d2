/** Lets works run a few at a time, graphs in turn, and holds what waits within bounds. */
@NullMarked
package orchestrator.executor.queue;

import org.jspecify.annotations.NullMarked;
