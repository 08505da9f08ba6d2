package orchestrator.demo.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import orchestrator.demo.process.ChildProcess;
import orchestrator.demo.process.JavaProgram;
import orchestrator.demo.process.ProcessFailedException;

/**
 * A Fabric network on loopback, as a process of the demo's own: a peer and a chaincode process for
 * each organization, all of which have to endorse. Its state is in its memory, so there is no use
 * in starting it again when it dies.
 */
public final class LoopbackNetwork implements AutoCloseable {

  /** The name of the chaincode in the network. */
  public static final String CHAINCODE = "orchestrator";

  private static final String ANNOUNCEMENT = "fabric-loopback: identities ";
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  private final JavaProgram program;
  private final Path chaincode;
  private final Path folder;
  private final String channel;
  private final List<String> organizations;
  private final Consumer<String> onDeath;
  private Optional<ChildProcess> process = Optional.empty();
  private List<ProcessHandle> chaincodes = List.of();
  private boolean closed;

  /**
   * A network that does not run yet.
   *
   * @param program the network's program
   * @param chaincode the chaincode's jar
   * @param folder gets the organizations' keys and the logs
   * @param onDeath hears in a sentence that it has ended before it was closed
   */
  public LoopbackNetwork(
      JavaProgram program,
      Path chaincode,
      Path folder,
      String channel,
      List<String> organizations,
      Consumer<String> onDeath) {
    this.program = program;
    this.chaincode = chaincode;
    this.folder = folder;
    this.channel = channel;
    this.organizations = List.copyOf(organizations);
    this.onDeath = onDeath;
  }

  /**
   * Starts it and waits until its chaincodes can be called.
   *
   * @return the file of the identities with which a server signs for the organizations
   * @throws ProcessFailedException when it does not come to that; the message has its last words
   */
  public Path start() {
    ChildProcess started = begin();
    Path identities = Path.of(started.awaitAnnouncement(START_LIMIT));
    synchronized (this) {
      chaincodes = started.descendants();
    }
    Thread guard = new Thread(() -> guard(started), "network guard");
    guard.setDaemon(true);
    guard.start();
    return identities;
  }

  /** The id of its process. */
  public synchronized long pid() {
    return process.orElseThrow().pid();
  }

  /** Ends it and its chaincodes; also one that is about to start. */
  @Override
  public void close() {
    Optional<ChildProcess> last;
    synchronized (this) {
      closed = true;
      last = process;
    }
    last.ifPresent(ChildProcess::end);
    endChaincodes();
  }

  private synchronized ChildProcess begin() {
    if (closed) {
      throw new ProcessFailedException("the loopback network is not wanted any more");
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare the folder " + folder, e);
    }
    ChildProcess begun =
        ChildProcess.begin(
            "the loopback network",
            program.with(
                List.of(
                    "--chaincode",
                    chaincode.toString(),
                    "--folder",
                    folder.toString(),
                    "--channels",
                    channel,
                    "--organizations",
                    String.join(",", organizations))),
            // This is how the Java of the chaincodes gets them too, which the network starts.
            Map.of("JDK_JAVA_OPTIONS", String.join(" ", JavaProgram.FOR_A_SHORT_LIFE)),
            ANNOUNCEMENT,
            folder.resolve("network.log"));
    process = Optional.of(begun);
    return begun;
  }

  private void guard(ChildProcess serving) {
    int code;
    try {
      code = serving.awaitEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    synchronized (this) {
      if (closed) {
        return;
      }
    }
    onDeath.accept("the loopback network has died (exit code %d)".formatted(code));
  }

  /** They end with the network, but not with one that was killed. */
  private void endChaincodes() {
    List<ProcessHandle> left;
    synchronized (this) {
      left = chaincodes;
    }
    left.forEach(ProcessHandle::destroyForcibly);
  }
}
