package orchestrator.e2e.learning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orchestrator.e2e.harness.ServerJar;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.Waiting;

/** A process that has the rules and the interface, before a server in another one. */
final class SecondDoor implements AutoCloseable {
  private static final Pattern LISTENS = Pattern.compile("(?m)^orchestrator: http on (\\S+)$");

  private final Process process;
  private final Path log;

  private SecondDoor(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static SecondDoor before(ServerProcess server, Path folder, String... flags) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "http", "--server", server.target(), "--http-listen", "127.0.0.1:0", "--learning"));
    arguments.addAll(List.of(flags));
    Path log = Files.createTempFile(folder, "door", ".log");
    return new SecondDoor(
        ServerJar.start(
            List.of(),
            arguments,
            Map.of("USER_AUTH", LearningDoor.USER, "PWD_AUTH", LearningDoor.PASSWORD),
            log),
        log);
  }

  LearningDoor door() throws IOException, InterruptedException {
    Waiting waiting = new Waiting(Duration.ofSeconds(60));
    Matcher listens = LISTENS.matcher(Files.readString(log));
    while (!listens.find()) {
      if (waiting.isOver() || !process.isAlive()) {
        throw new AssertionError("it does not listen:\n" + Files.readString(log));
      }
      waiting.pause();
      listens = LISTENS.matcher(Files.readString(log));
    }
    return new LearningDoor(listens.group(1));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
