package orchestrator.e2e.harness.couchdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import orchestrator.e2e.harness.Folders;
import orchestrator.e2e.harness.ModuleFolder;

/**
 * Starts pouchdb-server, in the versions that the folder {@code pouchdb-server} of the tests pins:
 * much of CouchDB's API on LevelDB. npm installs it once into this module's target folder.
 */
final class PouchDbServer implements CouchDbProgram {
  private static final Login LOGIN = new Login("admin", "secret");
  private static final List<String> PINNED = List.of("package.json", "package-lock.json");
  private static final int MINUTES = 5;

  private final Path installation;

  private PouchDbServer(Path installation) {
    this.installation = installation;
  }

  /**
   * Installs it when that has not been done.
   *
   * @throws IllegalStateException saying what is missing, when npm or the network is not there
   */
  static synchronized PouchDbServer installed() throws IOException, InterruptedException {
    Path pinned = ModuleFolder.path().resolve("src").resolve("test").resolve("pouchdb-server");
    Path installation = ModuleFolder.target().resolve("pouchdb-server");
    Path done = installation.resolve("installed");
    byte[] wanted = Files.readAllBytes(pinned.resolve("package-lock.json"));
    if (!Files.exists(done) || Files.mismatch(done, pinned.resolve("package-lock.json")) >= 0) {
      if (Files.exists(installation)) {
        Folders.delete(installation);
      }
      Files.createDirectories(installation);
      for (String file : PINNED) {
        Files.copy(pinned.resolve(file), installation.resolve(file));
      }
      install(installation);
      Files.write(done, wanted);
    }
    return new PouchDbServer(installation);
  }

  /** Without scripts: they would compile SQLite, which is not used. */
  private static void install(Path folder) throws IOException, InterruptedException {
    Path log = folder.resolve("npm.log");
    Process npm;
    try {
      npm =
          new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      throw new IllegalStateException(
          "the tests need a CouchDB: set COUCHDB_URL, or install Node.js with npm"
              + " so that they can start a pouchdb-server",
          e);
    }
    if (!npm.waitFor(MINUTES, TimeUnit.MINUTES) || npm.exitValue() != 0) {
      npm.destroyForcibly();
      throw new IllegalStateException(
          "npm could not install pouchdb-server into " + folder + ":\n" + Files.readString(log));
    }
  }

  @Override
  public List<String> command(int port, Path folder) throws IOException {
    Path config = folder.resolve("config.json");
    if (!Files.exists(config)) {
      Files.writeString(
          config,
          """
          {"admins": {"%s": "%s"}, "log": {"level": "error", "file": "%s"}}
          """
              .formatted(LOGIN.user(), LOGIN.password(), folder.resolve("log.txt")));
    }
    Path program = installation.resolve("node_modules").resolve("pouchdb-server");
    return List.of(
        "node",
        program.resolve("bin").resolve("pouchdb-server").toString(),
        "--host",
        "127.0.0.1",
        "--port",
        Integer.toString(port),
        "--dir",
        folder.toString(),
        "--config",
        config.toString());
  }

  @Override
  public boolean isStandIn() {
    return true;
  }

  @Override
  public Login login() {
    return LOGIN;
  }
}
