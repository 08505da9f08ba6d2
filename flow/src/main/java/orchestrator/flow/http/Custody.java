package orchestrator.flow.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows for one run which answers must not be acknowledged yet, since nobody but this process has
 * what follows from them: neither another service, nor whoever is told of the run's end. Does what
 * is to be done with the run one thing after the other.
 */
final class Custody {
  private final Executor executor;
  private final Supplier<Set<String>> waitingBranches;
  // Guarded by this.
  private final Map<String, CompletableFuture<@Nullable Void>> answers = new HashMap<>(4);
  private final Map<String, List<CompletableFuture<@Nullable Void>>> atJoins = new HashMap<>(2);
  private final Map<String, CompletableFuture<@Nullable Void>> sent = new HashMap<>(4);
  private CompletableFuture<?> last = CompletableFuture.completedFuture(null);
  private boolean isOver;

  /**
   * Has nothing yet.
   *
   * @param waitingBranches the branches of the run that wait at joins
   */
  Custody(Executor executor, Supplier<Set<String>> waitingBranches) {
    this.executor = executor;
    this.waitingBranches = waitingBranches;
  }

  /** An answer that was taken and must not be acknowledged yet. */
  synchronized Optional<CompletableFuture<@Nullable Void>> answer(String place) {
    return Optional.ofNullable(answers.get(place));
  }

  /**
   * Takes an answer.
   *
   * @param action what is done with it, once what came before is done
   * @return completes when it may be acknowledged: somebody else has what follows from it
   */
  synchronized CompletableFuture<@Nullable Void> take(
      String place, Supplier<CompletionStage<?>> action) {
    CompletableFuture<@Nullable Void> passedOn = new CompletableFuture<>();
    if (isOver) {
      passedOn.complete(null);
      return passedOn;
    }
    answers.put(place, passedOn);
    CompletableFuture<@Nullable Void> receipt = sent.remove(place);
    if (receipt != null) {
      // Whoever answers has the message, and keeps its answer.
      receipt.complete(null);
    }
    CompletableFuture<?> done =
        last.handle((any, e) -> true)
            .thenComposeAsync(
                any -> {
                  Set<String> before = waitingBranches.get();
                  return action.get().thenApply(result -> before);
                },
                executor)
            .whenComplete(
                (before, e) -> {
                  if (e == null) {
                    settle(before, passedOn);
                  } else {
                    forget(place);
                    passedOn.completeExceptionally(e);
                  }
                });
    last = done;
    return passedOn;
  }

  private synchronized void forget(String place) {
    answers.remove(place);
  }

  /** What an answer has led to decides who is waited for. */
  private void settle(Set<String> before, CompletableFuture<@Nullable Void> passedOn) {
    List<CompletableFuture<@Nullable Void>> together = new ArrayList<>(1);
    together.add(passedOn);
    CompletableFuture<?>[] receipts;
    synchronized (this) {
      Set<String> now = waitingBranches.get();
      // Those whose join is complete have gone on by this answer.
      atJoins
          .entrySet()
          .removeIf(
              join -> {
                boolean isGone = !now.contains(join.getKey());
                if (isGone) {
                  together.addAll(join.getValue());
                }
                return isGone;
              });
      Optional<String> here = now.stream().filter(branch -> !before.contains(branch)).findFirst();
      if (here.isPresent() && !isOver) {
        atJoins.computeIfAbsent(here.get(), branch -> new ArrayList<>(1)).addAll(together);
        return;
      }
      receipts = sent.values().toArray(new CompletableFuture<?>[0]);
    }
    var unusedFuture =
        CompletableFuture.allOf(receipts).whenComplete((any, e) -> acknowledge(together));
  }

  private void acknowledge(List<CompletableFuture<@Nullable Void>> together) {
    synchronized (this) {
      answers.values().removeIf(answer -> together.stream().anyMatch(one -> one == answer));
    }
    together.forEach(answer -> answer.complete(null));
  }

  /** A message is on its way; completes, by whoever brings it, when somebody else has it. */
  synchronized CompletableFuture<@Nullable Void> sending(String place) {
    CompletableFuture<@Nullable Void> receipt = new CompletableFuture<>();
    if (isOver) {
      receipt.complete(null);
      return receipt;
    }
    sent.put(place, receipt);
    var unusedFuture = receipt.whenComplete((any, e) -> received(place, receipt));
    return receipt;
  }

  /** A message is on its way no more, but what follows from that is not done. */
  synchronized void notSent(String place) {
    sent.remove(place);
  }

  private synchronized void received(String place, CompletableFuture<?> receipt) {
    sent.remove(place, receipt);
  }

  /** The run is over: all its answers may be acknowledged. */
  void over() {
    List<CompletableFuture<@Nullable Void>> all;
    synchronized (this) {
      isOver = true;
      all = new ArrayList<>(answers.values());
      all.addAll(sent.values());
      answers.clear();
      atJoins.clear();
      sent.clear();
    }
    all.forEach(answer -> answer.complete(null));
  }
}
