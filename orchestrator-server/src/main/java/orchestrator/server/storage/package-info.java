/** Where a channel's state is kept: the port that the engine commits to, and RocksDB behind it. */
@NullMarked
package orchestrator.server.storage;

import org.jspecify.annotations.NullMarked;
