package orchestrator.client;

import io.grpc.ManagedChannel;
import java.util.concurrent.TimeUnit;

/** Is a channel without a connection of its own: once it is shut down, there is nothing to end. */
public abstract class UnconnectedChannel extends ManagedChannel {
  private volatile boolean shutdown;

  /** Shuts it down; calls under way go on. */
  @Override
  public final ManagedChannel shutdown() {
    shutdown = true;
    return this;
  }

  @Override
  public final ManagedChannel shutdownNow() {
    return shutdown();
  }

  @Override
  public final boolean isShutdown() {
    return shutdown;
  }

  @Override
  public final boolean isTerminated() {
    return shutdown;
  }

  @Override
  public final boolean awaitTermination(long timeout, TimeUnit unit) {
    return shutdown;
  }
}
