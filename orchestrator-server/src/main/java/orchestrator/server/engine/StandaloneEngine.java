package orchestrator.server.engine;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import orchestrator.lib.operation.Operation;
import orchestrator.lib.transaction.Transaction;
import orchestrator.server.call.CallContext;
import orchestrator.server.call.QueueLimit;
import orchestrator.server.storage.Snapshot;
import orchestrator.server.storage.StorageException;
import orchestrator.server.storage.Store;

/**
 * Runs calls on stores of this server: those that write through the channel's one writer, those
 * that only read on a snapshot, in the thread of the caller.
 */
public final class StandaloneEngine implements Engine {
  private final Map<String, Store> stores;
  private final Map<String, ChannelWriter> writers = new TreeMap<>();
  private final Clock clock;

  /**
   * An engine for some channels.
   *
   * @param stores of each channel; they stay the caller's to close, after the engine is drained
   * @param executor runs the writers' work
   * @param listener of each channel
   */
  public StandaloneEngine(
      Map<String, Store> stores,
      QueueLimit limit,
      Clock clock,
      Executor executor,
      Function<String, ChannelListener> listener) {
    this.stores = Map.copyOf(stores);
    this.clock = clock;
    stores.forEach(
        (channel, store) ->
            writers.put(
                channel,
                new ChannelWriter(
                    channel, store, limit, clock, executor, listener.apply(channel))));
  }

  @Override
  public <Q, A> void execute(
      CallContext caller, Operation<Q, A> operation, Q request, AnswerCallback<A> callback) {
    QueuedCall<Q, A> call = new QueuedCall<>(caller, operation, request, callback);
    if (operation.readsOnly()) {
      read(caller, call);
    } else {
      of(writers, caller.channel()).submit(call);
    }
  }

  private void read(CallContext caller, QueuedCall<?, ?> call) {
    if (caller.gone().getAsBoolean()) {
      call.cancel();
      return;
    }
    try (Snapshot snapshot = of(stores, caller.channel()).snapshot()) {
      long now = clock.micros();
      call.run(
          new Transaction(
              new ReadOnlyDatabase(snapshot),
              caller.requester(),
              caller.channel(),
              now,
              new LogPosition(0, 0).next(now)),
          () -> {});
    } catch (StorageException e) {
      call.fail(e);
      return;
    }
    call.answer();
  }

  private static <T> T of(Map<String, T> channels, String channel) {
    T found = channels.get(channel);
    if (found == null) {
      throw new IllegalArgumentException("no channel " + channel);
    }
    return found;
  }

  /** How many calls wait for the channel's writer. */
  public int queuedCalls(String channel) {
    return of(writers, channel).queue().calls();
  }

  /** How many bytes the requests have that wait for the channel's writer. */
  public long queuedBytes(String channel) {
    return of(writers, channel).queue().bytes();
  }

  /**
   * By how many microseconds the last date of the channel's log is ahead of the clock, if it is.
   */
  public long microsAhead(String channel) {
    return of(writers, channel).microsAhead();
  }

  /** Refuses writes from now on; those that wait are still run. */
  public void stop() {
    writers.values().forEach(ChannelWriter::stop);
  }

  /** True if every write that was taken is answered. */
  public boolean isDrained() {
    return writers.values().stream().allMatch(ChannelWriter::isIdle);
  }
}
