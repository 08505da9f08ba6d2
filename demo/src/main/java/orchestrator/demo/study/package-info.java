/** The study as data: its keys, its functions, the graph of its tasks, and how far it has come. */
@NullMarked
package orchestrator.demo.study;

import org.jspecify.annotations.NullMarked;
