package orchestrator.executor.queue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import orchestrator.executor.Execution;
import orchestrator.executor.Work;
import orchestrator.executor.WorkResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs works a few at a time. The next is of the graph that has the fewest running; among several
 * such, of the one whose turn is longest ago; and of a graph's works the one with the highest
 * priority, then the oldest.
 */
public final class WorkQueue implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkQueue.class);

  private final String owner;
  private final QueueLimits limits;
  private final Executor tell;
  private final Object lock = new Object();
  // All of these are guarded by the lock.
  private final Map<String, Line<Place>> lines = new HashMap<>();
  private final TreeSet<Line<Place>> waitingLines = new TreeSet<>(Line.byTurn());
  private final Collection<Place> started = new LinkedHashSet<>();
  private int waiting;
  private long waitingBytes;
  private long counter;
  private boolean starting;
  private boolean closed;

  /**
   * An empty queue.
   *
   * @param owner the executor's name, for messages
   * @param tell runs what callers do with an outcome
   */
  public WorkQueue(String owner, QueueLimits limits, Executor tell) {
    this.owner = owner;
    this.limits = limits;
    this.tell = tell;
  }

  /**
   * Starts a work, now or when its turn comes.
   *
   * @param start starts it without blocking
   * @return has failed already when there is no place
   */
  public Execution submit(Work work, Supplier<Execution> start) {
    Place place = new Place(work, start);
    Optional<String> refusal;
    synchronized (lock) {
      refusal = refusal(place);
      if (refusal.isEmpty()) {
        add(place);
      }
    }
    if (refusal.isPresent()) {
      return Execution.ended(WorkResult.failed(work, refusal.get(), ""));
    }
    startNext();
    return place;
  }

  private Optional<String> refusal(Place place) {
    if (closed) {
      return Optional.of("executor " + owner + " takes no more work");
    }
    if (started.size() < limits.concurrency() && waiting == 0) {
      return Optional.empty();
    }
    if (waiting >= limits.waiting() || waitingBytes + place.bytes > limits.waitingBytes()) {
      return Optional.of(
          "the queue of executor " + owner + " is full: " + waiting + " works wait in it");
    }
    Line<Place> line = lines.get(place.work.graph());
    if (line != null && line.places.size() >= limits.share()) {
      return Optional.of(
          "the queue of executor "
              + owner
              + " has no more places for this graph, which has "
              + line.places.size());
    }
    return Optional.empty();
  }

  /** A graph keeps its line as long as it has a work here. */
  private Line<Place> lineOf(Place place) {
    return lines.computeIfAbsent(place.work.graph(), graph -> new Line<>(graph, counter++));
  }

  private void add(Place place) {
    place.number = counter++;
    Line<Place> line = lineOf(place);
    waitingLines.remove(line);
    line.places.add(place);
    waitingLines.add(line);
    waiting++;
    waitingBytes += place.bytes;
  }

  /** Takes a work out of those that wait; false when it is not among them. */
  private boolean remove(Place place) {
    Line<Place> line = lineOf(place);
    waitingLines.remove(line);
    boolean was = line.places.remove(place);
    if (!line.places.isEmpty()) {
      waitingLines.add(line);
    }
    if (was) {
      waiting--;
      waitingBytes -= place.bytes;
      forgetIdle(line);
    }
    return was;
  }

  private void forgetIdle(Line<Place> line) {
    if (line.places.isEmpty() && line.running == 0) {
      lines.remove(line.graph);
    }
  }

  /**
   * Starts what may be started. One thread at a time does: what ends at once would otherwise start
   * the next from within itself, as deep as the queue is long.
   */
  private void startNext() {
    synchronized (lock) {
      if (starting) {
        return;
      }
      starting = true;
    }
    for (Optional<Place> next = next(); next.isPresent(); next = next()) {
      next.get().begin();
    }
  }

  private Optional<Place> next() {
    synchronized (lock) {
      if (started.size() >= limits.concurrency() || waitingLines.isEmpty()) {
        starting = false;
        return Optional.empty();
      }
      Line<Place> line = waitingLines.first();
      Place place = line.places.first();
      waitingLines.remove(line);
      line.places.remove(place);
      line.running++;
      line.turn = counter++;
      if (!line.places.isEmpty()) {
        waitingLines.add(line);
      }
      waiting--;
      waitingBytes -= place.bytes;
      started.add(place);
      return Optional.of(place);
    }
  }

  private void ended(Place place) {
    synchronized (lock) {
      if (started.remove(place)) {
        Line<Place> line = lineOf(place);
        boolean waits = waitingLines.remove(line);
        line.running--;
        if (waits) {
          waitingLines.add(line);
        }
        forgetIdle(line);
      }
    }
    startNext();
  }

  private boolean leave(Place place) {
    synchronized (lock) {
      return remove(place);
    }
  }

  /** How many run now. */
  public int running() {
    synchronized (lock) {
      return started.size();
    }
  }

  /** How many wait now. */
  public int waiting() {
    synchronized (lock) {
      return waiting;
    }
  }

  /** How many graphs have something here; those that have nothing take no memory. */
  int graphs() {
    synchronized (lock) {
      return lines.size();
    }
  }

  /** Cancels all, and takes no more. */
  @Override
  public void close() {
    List<Place> all;
    synchronized (lock) {
      closed = true;
      all = new ArrayList<>(started);
      waitingLines.forEach(line -> all.addAll(line.places));
    }
    all.forEach(Place::cancel);
  }

  /** A work on its way. */
  private final class Place extends Line.Entry implements Execution {
    private final Supplier<Execution> start;
    private final CompletableFuture<WorkResult> outcome = new CompletableFuture<>();
    // Guarded by this.
    private Optional<Execution> running = Optional.empty();
    private boolean canceled;

    private Place(Work work, Supplier<Execution> start) {
      super(work);
      this.start = start;
    }

    private void begin() {
      Execution execution;
      try {
        execution = start.get();
      } catch (RuntimeException e) {
        LOG.error("a work of engine {} could not be started", work.engine(), e);
        execution =
            Execution.ended(
                WorkResult.failed(work, "the engine " + work.engine() + " is at fault: " + e, ""));
      }
      boolean stop;
      synchronized (this) {
        running = Optional.of(execution);
        stop = canceled;
      }
      if (stop) {
        execution.cancel();
      }
      var unused = execution.outcome().whenComplete(this::finish);
    }

    private void finish(WorkResult result, Throwable fault) {
      ended(this);
      WorkResult told =
          fault == null
              ? result
              : WorkResult.failed(
                  work, "the engine " + work.engine() + " is at fault: " + fault, "");
      tell(told);
    }

    private void tell(WorkResult told) {
      try {
        tell.execute(() -> outcome.complete(told));
      } catch (RejectedExecutionException e) {
        // The executor has been closed meanwhile; callers still are to know.
        outcome.complete(told);
      }
    }

    @Override
    public CompletableFuture<WorkResult> outcome() {
      return outcome.copy();
    }

    @Override
    public void cancel() {
      if (leave(this)) {
        tell(WorkResult.canceled(work, ""));
        return;
      }
      Optional<Execution> toStop;
      synchronized (this) {
        canceled = true;
        toStop = running;
      }
      toStop.ifPresent(Execution::cancel);
    }
  }
}
