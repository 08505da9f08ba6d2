package orchestrator.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import orchestrator.flow.error.Causes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a message go on by a flow: finds out what comes next, and visits it. */
final class FlowRoute implements Route {
  private static final Logger LOG = LoggerFactory.getLogger(Orchestrator.class);

  private interface Later {
    CompletionStage<Handled> get() throws Exception;
  }

  private final Flow<?, ?> flow;
  private final Message<?> message;
  private final Visitor visitor;
  private final Walk walk;
  private boolean isStopped;

  FlowRoute(Flow<?, ?> flow, Message<?> message, Visitor visitor, Joins joins) {
    this.flow = flow;
    this.message = message;
    this.visitor = visitor;
    this.walk = new Walk(flow.name(), flow.program(), joins);
  }

  private Next first() {
    Message<?> known =
        message.header().run().isEmpty() && flow.program().hasForks()
            ? message.withHeader(message.header().withRun(UUID.randomUUID().toString()))
            : message;
    return walk.after(known);
  }

  @Override
  public Handled now() throws Exception {
    Next next = first();
    while (true) {
      if (next instanceof Next.Go go) {
        @Nullable Next instead = null;
        boolean isSent = false;
        try {
          isSent = visitor.visit(go);
        } catch (Visitor.AfterException e) {
          walk.finish();
          throw e;
        } catch (Exception e) {
          instead = instead(go, e);
        }
        if (instead == null && (isSent || !go.isUndo())) {
          walk.finish();
          return sent(isSent);
        }
        next = instead == null ? passedOver(go) : instead;
      } else if (next instanceof Next.Many many) {
        next = all(many);
      } else {
        return end(next);
      }
    }
  }

  /** A branch that cannot begin fails alone, as any other visit of a branch does. */
  private Next all(Next.Many many) {
    Next last = new Next.Wait();
    for (Next.Go go : many.visits()) {
      try {
        isStopped |= !visitor.visit(go);
      } catch (Visitor.AfterException e) {
        LOG.warn("the post-handler of {} failed", go.visit(), e.getCause());
      } catch (Exception e) {
        // Something follows from it once all others have failed too.
        Next next = branchFailed(go, e);
        last = next instanceof Next.Wait ? last : next;
      }
    }
    return last;
  }

  @Override
  public CompletionStage<Handled> later() throws Exception {
    return later(first());
  }

  private CompletionStage<Handled> later(Next next) throws Exception {
    if (next instanceof Next.Go go) {
      return tried(go)
          .handle(
              (isSent, e) -> {
                if (e == null && (isSent || !go.isUndo())) {
                  walk.finish();
                  return CompletableFuture.completedStage(sent(isSent));
                }
                if (e == null) {
                  return again(() -> later(passedOver(go)));
                }
                Exception cause = Causes.asException(e);
                if (cause instanceof Visitor.AfterException) {
                  walk.finish();
                  return CompletableFuture.<Handled>failedStage(cause);
                }
                return again(() -> later(instead(go, cause)));
              })
          .thenCompose(stage -> stage);
    }
    if (next instanceof Next.Many many) {
      List<CompletableFuture<Handled>> branches = new ArrayList<>();
      for (Next.Go go : many.visits()) {
        branches.add(
            tried(go)
                .handle(
                    (isSent, e) ->
                        e == null || Causes.asException(e) instanceof Visitor.AfterException
                            ? CompletableFuture.completedStage(sent(e != null || isSent))
                            : again(() -> later(branchFailed(go, Causes.asException(e)))))
                .thenCompose(stage -> stage)
                .toCompletableFuture());
      }
      return CompletableFuture.allOf(branches.toArray(new CompletableFuture<?>[0]))
          .thenApply(
              all -> {
                walk.finish();
                return branches.stream()
                    .map(CompletableFuture::join)
                    .filter(handled -> handled.kind() != Handled.Kind.TAKEN)
                    .findFirst()
                    .orElse(Handled.taken(message));
              });
    }
    return CompletableFuture.completedStage(end(next));
  }

  private Handled sent(boolean isSent) {
    return isSent ? Handled.taken(message) : Handled.stopped(message);
  }

  private CompletionStage<Boolean> tried(Next.Go go) {
    try {
      return visitor.visitAsync(go);
    } catch (Exception e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private static CompletionStage<Handled> again(Later later) {
    try {
      return later.get();
    } catch (Exception e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private Handled end(Next next) {
    walk.finish();
    if (next instanceof Next.End end) {
      return Handled.finished(end.message());
    }
    return isStopped ? Handled.stopped(message) : Handled.taken(message);
  }

  /** Where the pre-handler finds nothing to undo, the others are undone all the same. */
  private Next passedOver(Next.Go go) {
    return walk.after(go.visit().addressed(go.message(), go.laps()));
  }

  /** What cannot be undone is passed over, so that the others are undone. */
  private Next instead(Next.Go go, Exception cause) throws Exception {
    if (!go.isUndo()) {
      throw cause;
    }
    Message<?> sent = go.visit().addressed(go.message(), go.laps());
    return walk.after(sent.failed(Fault.of(sent.place(), Fault.Kind.FLOW, cause)));
  }

  private Next branchFailed(Next.Go go, Exception cause) {
    LOG.warn(
        "the branch at {} of the message {} fails",
        go.visit(),
        Orchestrator.describe(message),
        cause);
    Message<?> sent = go.visit().addressed(go.message(), go.laps());
    return walk.after(sent.failed(Fault.of(sent.place(), Fault.Kind.FLOW, cause)));
  }
}
