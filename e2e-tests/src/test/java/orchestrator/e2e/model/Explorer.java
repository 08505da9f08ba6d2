package orchestrator.e2e.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs random programs against a server until all have run or one differs from the model. */
final class Explorer {
  private final Target target;
  private final Programs programs;
  private final AtomicInteger calls = new AtomicInteger();
  private volatile boolean found;

  Explorer(Target target, Programs programs) {
    this.target = target;
    this.programs = programs;
  }

  /** How many calls have been made. */
  int calls() {
    return calls.get();
  }

  /** The first difference that was found; empty when everything agrees. */
  Optional<Finding> explore() throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(programs.threads());
    try {
      List<Future<Optional<Finding>>> results = new ArrayList<>();
      for (int first = 0; first < programs.count(); first += programs.perChannel()) {
        int from = first;
        int to = Math.min(programs.count(), first + programs.perChannel());
        results.add(threads.submit(() -> onOneChannel(from, to)));
      }
      Optional<Finding> finding = Optional.empty();
      for (Future<Optional<Finding>> result : results) {
        Optional<Finding> one = result.get();
        finding = finding.or(() -> one);
      }
      return finding;
    } finally {
      threads.shutdownNow();
    }
  }

  private Optional<Finding> onOneChannel(int from, int to) throws InterruptedException {
    if (found) {
      return Optional.empty();
    }
    String channel =
        target.freshChannel().orElseThrow(() -> new IllegalStateException("too few channels"));
    List<Step> before = new ArrayList<>();
    try (Session session = new Session(target, channel)) {
      for (int program = from; program < to && !found; program++) {
        List<Step> steps = new ArrayList<>();
        Optional<Difference> difference = run(session, program, steps);
        if (difference.isPresent()) {
          found = true;
          return Optional.of(new Finding(program, before, steps, difference.get()));
        }
        before.addAll(steps);
      }
      return Optional.empty();
    }
  }

  /** Runs one program, and notes its steps in {@code steps}. */
  private Optional<Difference> run(Session session, int program, List<Step> steps)
      throws InterruptedException {
    long seed = programs.seedOf(program);
    Generator generator =
        new Generator(seed, target.organizations(), () -> session.model().state());
    int length = new Draw(~seed).number(programs.shortest(), programs.longest());
    for (int i = 0; i < length && !found; i++) {
      Step step = generator.next();
      steps.add(step);
      calls.incrementAndGet();
      Optional<Difference> difference = session.run(step);
      if (difference.isPresent()) {
        return difference;
      }
    }
    if (program % programs.perChannel() == programs.perChannel() - 1) {
      for (Step look : ReadWriter.sweep(target.organizations().get(0))) {
        steps.add(look);
        Optional<Difference> difference = session.run(look);
        if (difference.isPresent()) {
          return difference;
        }
      }
    }
    return session.quiet(steps.get(steps.size() - 1));
  }
}
