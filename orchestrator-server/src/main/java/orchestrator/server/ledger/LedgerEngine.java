package orchestrator.server.ledger;

import java.util.Map;
import orchestrator.lib.operation.Operation;
import orchestrator.server.call.CallContext;
import orchestrator.server.engine.AnswerCallback;
import orchestrator.server.engine.Engine;

/**
 * Makes transactions of calls: reads are queries to the caller's peer, in the thread of the caller;
 * writes are endorsed, ordered and committed.
 */
final class LedgerEngine implements Engine {
  /** How the calls of a channel are run. */
  record Channel(LedgerCalls calls, WriteExecutor lane) {}

  private final Map<String, Channel> channels;

  LedgerEngine(Map<String, Channel> channels) {
    this.channels = Map.copyOf(channels);
  }

  @Override
  public <Q, A> void execute(
      CallContext caller, Operation<Q, A> operation, Q request, AnswerCallback<A> callback) {
    Channel channel = channels.get(caller.channel());
    if (channel == null) {
      throw new IllegalArgumentException("no channel " + caller.channel());
    }
    if (!operation.readsOnly()) {
      channel.lane.submit(new PendingWrite<>(channel.calls, caller, operation, request, callback));
      return;
    }
    A answer;
    try {
      answer = channel.calls.read(caller, operation, request);
    } catch (RuntimeException | Error e) {
      callback.failed(e);
      return;
    }
    callback.answered(answer);
  }

  /** Refuses writes from now on; those that wait are still run. */
  void stop() {
    channels.values().forEach(channel -> channel.lane.stop());
  }
}
