package orchestrator.server.transport;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.PooledByteBufAllocator;
import orchestrator.server.logging.OutOfMemory;

/**
 * Gives the transport its memory. When there is none left the process ends here: of an error that
 * grpc-java or Netty meets in its own threads nobody else would hear, and the JVM's {@code
 * ExitOnOutOfMemoryError} does not see those that Netty throws.
 */
final class WatchedAllocator extends PooledByteBufAllocator {
  /** As grpc-java makes its own: chunks of 2 MiB. */
  private static final int MAX_ORDER = 8;

  /** Like grpc-java's own, there is one for all connections. */
  static final WatchedAllocator ONE = new WatchedAllocator();

  private WatchedAllocator() {
    super(
        true,
        defaultNumHeapArena(),
        defaultNumDirectArena(),
        defaultPageSize(),
        MAX_ORDER,
        defaultSmallCacheSize(),
        defaultNormalCacheSize(),
        defaultUseCacheForAllThreads());
  }

  @Override
  protected ByteBuf newDirectBuffer(int initial, int most) {
    try {
      return super.newDirectBuffer(initial, most);
    } catch (OutOfMemoryError e) {
      OutOfMemory.endsTheProcess(e);
      throw e;
    }
  }

  @Override
  protected ByteBuf newHeapBuffer(int initial, int most) {
    try {
      return super.newHeapBuffer(initial, most);
    } catch (OutOfMemoryError e) {
      OutOfMemory.endsTheProcess(e);
      throw e;
    }
  }
}
