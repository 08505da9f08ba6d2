/** The study as data: its keys, its functions and the graph of its tasks. */
@NullMarked
package orchestrator.demo.study;

import org.jspecify.annotations.NullMarked;
