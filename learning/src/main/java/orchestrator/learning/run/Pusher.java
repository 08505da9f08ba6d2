package orchestrator.learning.run;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import orchestrator.client.Backoff;
import orchestrator.learning.Collection;
import orchestrator.learning.rule.Learnuplet;
import orchestrator.learning.rule.State;
import orchestrator.learning.rule.Uplet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a service of workers what there is to do. Nobody waits for it; what it does not take is
 * told again, and what no worker takes too. Of several servers that one tells which has registered
 * the task, and the others when nothing has come of it.
 */
final class Pusher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Pusher.class);
  private static final int AT_ONCE = 8;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration OTHERS = Duration.ofSeconds(15);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(500), Duration.ofSeconds(60));

  private final URI service;
  private final SharedState shared;
  private final Duration again;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final Thread thread = new Thread(this::run, "learning-push");

  private final Set<String> mine = new HashSet<>();
  private final Map<String, Entry> latest = new HashMap<>();
  private final PriorityQueue<Entry> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Entry::due));
  private volatile boolean isClosed;

  /**
   * Says what is to be told when.
   *
   * @param due by {@link System#nanoTime}
   * @param failures how often it was told in vain
   */
  private record Entry(Collection kind, String uuid, long due, int failures) {}

  /**
   * Tells nothing yet.
   *
   * @param again how long after it was told a task is told again that nobody has taken
   */
  Pusher(URI service, SharedState shared, Duration again) {
    this.service = service;
    this.shared = shared;
    this.again = again;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** This server has registered a task of it. */
  synchronized void isMine(Uplet uplet) {
    mine.add(uplet.uuid());
    Entry entry = latest.get(uplet.uuid());
    if (entry != null && entry.failures() == 0) {
      add(uplet, Duration.ZERO, 0);
    }
  }

  private synchronized void add(Uplet uplet, Duration delay, int failures) {
    Entry entry =
        new Entry(
            uplet instanceof Learnuplet ? Collection.LEARNUPLET : Collection.PREDUPLET,
            uplet.uuid(),
            System.nanoTime() + delay.toNanos(),
            failures);
    latest.put(uplet.uuid(), entry);
    waiting.add(entry);
  }

  private synchronized Optional<Entry> next() {
    Entry first = waiting.peek();
    while (first != null && !first.equals(latest.get(first.uuid()))) {
      waiting.remove();
      first = waiting.peek();
    }
    if (first == null || first.due() - System.nanoTime() > 0) {
      return Optional.empty();
    }
    waiting.remove();
    latest.remove(first.uuid());
    return Optional.of(first);
  }

  private void run() {
    try {
      // What was told before this server started may have been told in vain.
      shared
          .await(Duration.ofDays(1), state -> Optional.of(true))
          .ifPresent(known -> shared.read(Pusher::untaken).forEach(it -> add(it, OTHERS, 0)));
      long seen = 0;
      while (!isClosed) {
        seen = shared.awaitChange(seen, LOOK);
        for (Uplet told : shared.read(State::drainTold)) {
          add(told, isOfThis(told) ? Duration.ZERO : OTHERS, 0);
        }
        Optional<Entry> entry = next();
        while (entry.isPresent() && !isClosed) {
          places.acquire();
          push(entry.get());
          entry = next();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Iterable<Uplet> untaken(State state) {
    return Stream.of(Collection.LEARNUPLET, Collection.PREDUPLET)
        .flatMap(kind -> state.all(kind).stream())
        .map(Uplet.class::cast)
        .filter(Pusher::isUntaken)
        .toList();
  }

  private static boolean isUntaken(Uplet uplet) {
    return uplet.isReady()
        && uplet.status() == Uplet.Status.TODO
        && !(uplet instanceof Learnuplet learnuplet && !learnuplet.hasStart());
  }

  private synchronized boolean isOfThis(Uplet uplet) {
    return mine.contains(uplet.uuid());
  }

  private void push(Entry entry) {
    Optional<Uplet> wanted =
        shared.read(
            state ->
                state
                    .find(entry.kind(), entry.uuid())
                    .map(Uplet.class::cast)
                    .filter(it -> it.isOpen() && it.status() == Uplet.Status.TODO));
    Optional<Uplet> uplet = shared.read(state -> wanted.filter(Pusher::isUntaken));
    if (uplet.isEmpty()) {
      places.release();
      // The original's rules tell of a task before it is there.
      wanted.ifPresent(it -> add(it, LOOK, entry.failures()));
      return;
    }
    String body = shared.read(state -> uplet.get().json().toString());
    String path = entry.kind() == Collection.LEARNUPLET ? "/learn" : "/pred";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(service.toString().replaceAll("/+$", "") + path))
            .timeout(TIMEOUT)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    var unused =
        client
            .sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
            .handle(
                (response, failure) -> {
                  places.release();
                  pushed(entry, uplet.get(), response, failure);
                  return null;
                });
  }

  private void pushed(
      Entry entry,
      Uplet uplet,
      @Nullable HttpResponse<InputStream> response,
      @Nullable Throwable failure) {
    String why = "it cannot be reached";
    if (response != null) {
      try {
        response.body().close();
      } catch (IOException e) {
        LOG.debug("the answer to a push is cut off: {}", e.getMessage());
      }
      if (response.statusCode() / 100 == 2) {
        add(uplet, again, 0);
        return;
      }
      why = "it answers " + response.statusCode();
    } else if (failure != null && failure.getMessage() != null) {
      LOG.debug("a push failed: {}", failure.getMessage());
    }
    if (entry.failures() == 0) {
      LOG.warn("{} is not told to {} yet: {}", uplet.uuid(), service, why);
    }
    add(uplet, BACKOFF.delay(entry.failures()), entry.failures() + 1);
  }

  @Override
  public void close() {
    isClosed = true;
    thread.interrupt();
  }
}
