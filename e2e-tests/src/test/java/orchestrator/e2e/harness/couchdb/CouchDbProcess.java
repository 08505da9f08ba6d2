package orchestrator.e2e.harness.couchdb;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import orchestrator.e2e.harness.Folders;
import orchestrator.e2e.harness.FreePort;
import orchestrator.e2e.harness.ModuleFolder;
import orchestrator.e2e.harness.Waiting;

/**
 * Runs a CouchDB as a process of our own, on a port and a folder of its own. A stand-in that
 * answers nothing any more is ended and started again, which is said on standard error: the tests
 * are about the server.
 */
final class CouchDbProcess implements CouchDb {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int ATTEMPTS = 3;
  private static final AtomicInteger STARTED = new AtomicInteger();

  private final CouchDbProgram program;
  private final Path folder;
  private final Path log;
  private final int port;
  private final Duration patience;
  private final Databases databases;
  private final Thread watch = new Thread(this::watch, "couchdb-watch");
  private final AtomicInteger restarts = new AtomicInteger();
  private Process process;
  private boolean wanted = true;

  private CouchDbProcess(CouchDbProgram program, Path folder, Path log, Duration patience)
      throws IOException {
    this.program = program;
    this.folder = folder;
    this.log = log;
    this.port = FreePort.take();
    this.patience = patience;
    this.databases = Databases.of(this);
    this.process = launch();
  }

  static CouchDbProcess start(CouchDbProgram program) throws IOException, InterruptedException {
    return start(program, PATIENCE);
  }

  /**
   * The same with another patience.
   *
   * @param patience how long a stand-in may be silent
   */
  static CouchDbProcess start(CouchDbProgram program, Duration patience)
      throws IOException, InterruptedException {
    String name = "couchdb-" + ProcessHandle.current().pid() + "-" + STARTED.incrementAndGet();
    CouchDbProcess couchDb =
        new CouchDbProcess(
            program,
            Files.createTempDirectory("orchestrator-couchdb"),
            ModuleFolder.logs().resolve(name + ".log"),
            patience);
    couchDb.awaitAnswer();
    if (program.isStandIn()) {
      couchDb.watch.setDaemon(true);
      couchDb.watch.start();
    }
    return couchDb;
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(program.command(port, folder))
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private synchronized void awaitAnswer() throws IOException, InterruptedException {
    for (int attempt = 1; true; attempt++) {
      Waiting waiting = new Waiting(START);
      while (process.isAlive() && !waiting.isOver() && !databases.isAnswering()) {
        waiting.pause();
      }
      Optional<String> silence = databases.isAnswering() ? silence() : Optional.of("GET /");
      if (silence.isEmpty()) {
        return;
      }
      if (!program.isStandIn() || attempt == ATTEMPTS) {
        end();
        throw new AssertionError(
            "CouchDB did not start, no answer to %s:\n%s"
                .formatted(silence.get(), Files.readString(log)));
      }
      startAgain(silence.get());
    }
  }

  /** The request of those that read each database to which there is no answer. */
  private Optional<String> silence() throws InterruptedException {
    return databases.unanswered(patience);
  }

  private void startAgain(String request) throws IOException, InterruptedException {
    Duration used = cpu();
    Thread.sleep(LOOK.toMillis());
    System.err.printf(
        "the stand-in for CouchDB (pid %d) does not answer %s for %d s, and GET / is %sanswered;"
            + " in the last second it used %d ms of processor time; it is killed and started again%n",
        process.pid(),
        request,
        patience.toSeconds(),
        databases.isAnswering() ? "" : "not ",
        cpu().minus(used).toMillis());
    end();
    process = launch();
    restarts.incrementAndGet();
  }

  private Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Looks whether it answers whenever it should. */
  private void watch() {
    try {
      while (true) {
        Thread.sleep(LOOK.toMillis());
        synchronized (this) {
          Optional<String> silence = wanted ? silence() : Optional.empty();
          if (silence.isPresent() && process.isAlive()) {
            startAgain(silence.get());
            awaitAnswer();
          }
        }
      }
    } catch (InterruptedException e) {
      // Closed.
    } catch (IOException | AssertionError e) {
      System.err.println("the stand-in for CouchDB could not be started again: " + e.getMessage());
    }
  }

  /** How often a silent stand-in was started again. */
  int restarts() {
    return restarts.get();
  }

  /** Where its data are. */
  Path folder() {
    return folder;
  }

  /** The process of now. */
  synchronized ProcessHandle process() {
    return process.toHandle();
  }

  @Override
  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public Login login() {
    return program.login();
  }

  private void end() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public synchronized void kill() {
    wanted = false;
    end();
  }

  @Override
  public synchronized void revive() throws IOException, InterruptedException {
    process = launch();
    awaitAnswer();
    wanted = true;
  }

  @Override
  public void close() throws IOException {
    watch.interrupt();
    kill();
    Folders.delete(folder);
  }
}
