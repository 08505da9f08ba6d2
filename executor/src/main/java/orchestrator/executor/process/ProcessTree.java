package orchestrator.executor.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds and ends a process and all that it has started: those of its session, those below it, and
 * those that have left both but still have the mark in their environment.
 */
final class ProcessTree {
  private static final Duration LOOK = Duration.ofMillis(10);

  /** How often what appears while others are killed is killed too. */
  private static final int ROUNDS = 200;

  private final ProcessHandle root;
  private final boolean ownSession;
  private final String mark;

  /**
   * The tree of a process.
   *
   * @param ownSession whether it leads a session
   * @param mark {@code NAME=value} that is in its environment and in nobody else's
   */
  ProcessTree(ProcessHandle root, boolean ownSession, String mark) {
    this.root = root;
    this.ownSession = ownSession;
    this.mark = mark;
  }

  /** Asks all to end, and kills after the grace what has not. Blocks until none is left. */
  void end(Duration grace) throws InterruptedException {
    members().forEach(ProcessHandle::destroy);
    long until = System.nanoTime() + grace.toNanos();
    while (System.nanoTime() - until < 0) {
      if (members().isEmpty()) {
        return;
      }
      Thread.sleep(LOOK.toMillis());
    }
    kill();
  }

  /** Kills all. Blocks until none is left, but not for ever. */
  void kill() throws InterruptedException {
    for (int round = 0; round < ROUNDS; round++) {
      List<ProcessHandle> members = members();
      if (members.isEmpty()) {
        return;
      }
      members.forEach(ProcessHandle::destroyForcibly);
      if (round > 0) {
        Thread.sleep(LOOK.toMillis());
      }
    }
  }

  /**
   * Kills all processes with such a mark. Blocks until none is left, but not for ever.
   *
   * @param beginning how {@code NAME=value} begins
   */
  static void killMarked(String beginning) throws InterruptedException {
    for (int round = 0; round < ROUNDS; round++) {
      List<ProcessHandle> marked =
          table().orElse(List.of()).stream()
              .filter(entry -> entry.isAlive() && entry.hasInEnvironment(beginning, ""))
              .flatMap(entry -> ProcessHandle.of(entry.pid).stream())
              .toList();
      if (marked.isEmpty()) {
        return;
      }
      marked.forEach(ProcessHandle::destroyForcibly);
      Thread.sleep(LOOK.toMillis());
    }
  }

  /** Those that are alive. */
  private List<ProcessHandle> members() {
    Optional<List<Entry>> table = table();
    if (table.isEmpty()) {
      List<ProcessHandle> members = root.descendants().collect(Collectors.toList());
      members.add(root);
      return members.stream().filter(ProcessHandle::isAlive).toList();
    }
    Set<Long> found = new HashSet<>();
    // A number whose process has ended may be another's by now.
    if (root.isAlive()) {
      found.add(root.pid());
    }
    List<Entry> all = table.get();
    all.stream().filter(this::isMember).forEach(entry -> found.add(entry.pid));
    // Children have mostly higher numbers than their parents, but not always.
    boolean grows = true;
    while (grows) {
      grows = false;
      for (Entry entry : all) {
        grows |= found.contains(entry.parent) && found.add(entry.pid);
      }
    }
    return all.stream()
        .filter(entry -> found.contains(entry.pid) && entry.isAlive())
        .flatMap(entry -> ProcessHandle.of(entry.pid).stream())
        .toList();
  }

  private boolean isMember(Entry entry) {
    return (ownSession && entry.session == root.pid()) || entry.hasInEnvironment(mark, "\0");
  }

  private static Optional<List<Entry>> table() {
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      List<Entry> entries = new ArrayList<>();
      for (Path process : processes) {
        Entry.read(process).ifPresent(entries::add);
      }
      return entries.isEmpty() ? Optional.empty() : Optional.of(entries);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A process as Linux tells of it. */
  private record Entry(Path folder, long pid, char state, long parent, long session) {
    private static Optional<Entry> read(Path folder) {
      try {
        String stat = Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1);
        // The name before it, in brackets, may hold blanks and brackets.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Optional.of(
            new Entry(
                folder,
                Long.parseLong(folder.getFileName().toString()),
                fields[0].charAt(0),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[3])));
      } catch (IOException | RuntimeException e) {
        return Optional.empty();
      }
    }

    private boolean isAlive() {
      return state != 'Z' && state != 'X';
    }

    private boolean hasInEnvironment(String variable, String end) {
      try {
        String environment =
            Files.readString(folder.resolve("environ"), StandardCharsets.ISO_8859_1);
        return ("\0" + environment).contains("\0" + variable + end);
      } catch (IOException e) {
        // Another user's, or it has just ended.
        return false;
      }
    }
  }
}
