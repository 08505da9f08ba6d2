package orchestrator.scenario.proxy;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A transaction as the engine would send it, and the phases that it has come to. */
public record SentTransaction(
    String name, String payload, long number, String run, int entry, Set<Phase> phases)
    implements Transaction {
  /** The seventh of entry 2 of run r-1. */
  public static SentTransaction of(String name, String payload) {
    return new SentTransaction(
        name, payload, 7, "r-1", 2, Collections.synchronizedSet(EnumSet.noneOf(Phase.class)));
  }

  @Override
  public void reached(Phase phase) {
    phases.add(phase);
  }

  /** Why it failed; the empty text when it has not. */
  public static String failure(CompletionStage<?> end) throws Exception {
    try {
      end.toCompletableFuture().get(20, TimeUnit.SECONDS);
      return "";
    } catch (ExecutionException e) {
      return String.valueOf(e.getCause().getMessage());
    } catch (TimeoutException e) {
      throw new AssertionError("the transaction has not ended", e);
    }
  }
}
