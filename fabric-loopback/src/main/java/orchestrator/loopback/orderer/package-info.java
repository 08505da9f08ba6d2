/** Ordering of transactions into the blocks of the channels. */
@NullMarked
package orchestrator.loopback.orderer;

import org.jspecify.annotations.NullMarked;
