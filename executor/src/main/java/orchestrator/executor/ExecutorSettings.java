package orchestrator.executor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Says what an executor runs, how much of it, and where.
 *
 * @param name by which a node's target chooses it
 * @param limits how much
 * @param allowed what
 * @param places where
 */
public record ExecutorSettings(String name, Limits limits, Allowed allowed, Places places) {
  /** Runs nil and sleep, with the default limits. */
  public static final ExecutorSettings DEFAULT =
      new ExecutorSettings("self", Limits.DEFAULT, Allowed.DEFAULT, Places.DEFAULT);

  /** These settings under another name. */
  public ExecutorSettings named(String other) {
    return new ExecutorSettings(other, limits, allowed, places);
  }

  /** The same with these limits. */
  public ExecutorSettings with(Limits other) {
    return new ExecutorSettings(name, other, allowed, places);
  }

  /** The same that allows this. */
  public ExecutorSettings with(Allowed other) {
    return new ExecutorSettings(name, limits, other, places);
  }

  /** The same with these places. */
  public ExecutorSettings with(Places other) {
    return new ExecutorSettings(name, limits, allowed, other);
  }

  /**
   * Says how much an executor takes on.
   *
   * @param concurrency how many nodes run at a time
   * @param queue how many wait at most; in a queue of more than 16 one graph has at most half of
   *     the places
   * @param queueBytes what those that wait take in memory at most, about
   * @param logBytes how much of what a try writes is kept, its last part; also the most that one
   *     output may have
   * @param time after which every try is stopped, whatever its node says; none for no limit
   */
  public record Limits(
      int concurrency, int queue, long queueBytes, int logBytes, Optional<Duration> time) {
    /** 16 nodes at a time, 10 000 that wait in 64 MiB, 64 KiB of log. */
    public static final Limits DEFAULT =
        new Limits(16, 10_000, 64L << 20, 64 << 10, Optional.empty());

    /** The same with so many at a time and so many that wait. */
    public Limits with(int concurrency, int queue) {
      return new Limits(concurrency, queue, queueBytes, logBytes, time);
    }

    /** The same with such a log. */
    public Limits withLogBytes(int bytes) {
      return new Limits(concurrency, queue, queueBytes, bytes, time);
    }

    /** The same with such a limit of time. */
    public Limits withTime(Duration most) {
      return new Limits(concurrency, queue, queueBytes, logBytes, Optional.of(most));
    }
  }

  /**
   * Says what an executor runs. Of programs, folders, images and hosts an empty list allows all
   * that the engines reach.
   *
   * @param engines by name; no other runs
   * @param programs that the engine shell may start, each as a path or as a name on the search path
   * @param folders below which the programs of the engine shell must be
   * @param images that the engine container may start; an image begins with one of these
   * @param httpHosts that the engine http may call, as {@code host} or {@code host:port}
   */
  public record Allowed(
      SortedSet<String> engines,
      List<String> programs,
      List<Path> folders,
      List<String> images,
      List<String> httpHosts) {
    /** Only what does nothing. */
    public static final Allowed DEFAULT = engines("nil", "sleep");

    /** Copies the lists. */
    public Allowed {
      engines = Collections.unmodifiableSortedSet(new TreeSet<>(engines));
      programs = List.copyOf(programs);
      folders = List.copyOf(folders);
      images = List.copyOf(images);
      httpHosts = List.copyOf(httpHosts);
    }

    /** These engines, with all that they reach. */
    public static Allowed engines(String... names) {
      return new Allowed(new TreeSet<>(List.of(names)), List.of(), List.of(), List.of(), List.of());
    }
  }

  /**
   * Says where an executor works.
   *
   * @param work where each try gets a folder of its own, which is removed after it; none for a
   *     folder of this executor among the temporary files
   * @param runIn where all tries run instead, which is kept; none for a folder of its own each
   * @param hosts the YAML file with the hosts of the engines ssh and toscassh, read at each try
   * @param knownHosts the file with the hosts' keys, as OpenSSH writes it; none leaves them
   *     unchecked
   * @param environment from which programs inherit a few variables, and where {@code SSH_AUTH_SOCK}
   *     stands
   */
  public record Places(
      Optional<Path> work,
      Optional<Path> runIn,
      Path hosts,
      Optional<Path> knownHosts,
      Map<String, String> environment) {
    /** {@code sshConfig.yaml} in this folder, and the user's own known hosts. */
    public static final Places DEFAULT =
        new Places(
            Optional.empty(),
            Optional.empty(),
            Path.of("sshConfig.yaml"),
            Optional.of(Path.of(System.getProperty("user.home", ""), ".ssh", "known_hosts")),
            System.getenv());
  }
}
