package orchestrator.e2e.harness.couchdb;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import orchestrator.e2e.harness.Folders;
import orchestrator.e2e.harness.FreePort;
import orchestrator.e2e.harness.ModuleFolder;

/** A process of our own, on a port and a folder of its own. */
final class CouchDbProcess implements CouchDb {
  private static final Duration START = Duration.ofSeconds(60);
  private static final AtomicInteger STARTED = new AtomicInteger();

  private final CouchDbProgram program;
  private final Path folder;
  private final Path log;
  private final int port;
  private Process process;

  private CouchDbProcess(CouchDbProgram program, Path folder, Path log, int port)
      throws IOException {
    this.program = program;
    this.folder = folder;
    this.log = log;
    this.port = port;
    this.process = launch();
  }

  static CouchDbProcess start(CouchDbProgram program) throws IOException, InterruptedException {
    String name = "couchdb-" + ProcessHandle.current().pid() + "-" + STARTED.incrementAndGet();
    CouchDbProcess couchDb =
        new CouchDbProcess(
            program,
            Files.createTempDirectory("orchestrator-couchdb"),
            ModuleFolder.logs().resolve(name + ".log"),
            FreePort.take());
    couchDb.awaitAnswer();
    return couchDb;
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(program.command(port, folder))
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private void awaitAnswer() throws IOException, InterruptedException {
    Databases databases = Databases.of(this);
    long giveUp = System.nanoTime() + START.toNanos();
    while (process.isAlive() && System.nanoTime() < giveUp) {
      if (databases.isAnswering()) {
        return;
      }
      Thread.sleep(50);
    }
    kill();
    throw new AssertionError("CouchDB did not start:\n" + Files.readString(log));
  }

  @Override
  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public Login login() {
    return program.login();
  }

  @Override
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void revive() throws IOException, InterruptedException {
    process = launch();
    awaitAnswer();
  }

  @Override
  public void close() throws IOException {
    kill();
    Folders.delete(folder);
  }
}
