/** Faults on request: calls and answers that are lost, blocks that wait, shuffled blocks. */
@NullMarked
package orchestrator.loopback.fault;

import org.jspecify.annotations.NullMarked;
